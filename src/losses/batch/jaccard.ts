import { defineLoss } from "../definition";

/**
 * Soft Jaccard (IoU) loss over the whole batch: 1 − (Σpy + s)/(Σp + Σy − Σpy + s). With s = 0 it
 * equals 2D/(1 + D) for the Dice loss D. Labels 0 and 1; range [0, 1]. With s = 0, a batch with
 * only zeros gives 0/0.
 */
export const jaccard = defineLoss({
  id: "jaccard",
  task: "imbalanced",
  aliases: ["IoU", "soft IoU", "JaccardLoss", "intersection over union"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  source: `def jaccard_loss(p, y, smooth=1.0):
    both = (p * y).sum()
    either = p.sum() + y.sum() - both
    return 1 - (both + smooth) / (either + smooth)
`,
  sliders: {
    smooth: { symbol: "s", min: 0, max: 10, step: 0.1 },
  },
  cite: {
    text: "Rahman and Wang (2016), Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation",
    doi: "10.1007/978-3-319-50835-1_22",
  },
});

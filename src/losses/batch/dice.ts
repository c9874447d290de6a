import { defineLoss } from "../definition";

/**
 * Soft Dice loss over the whole batch: 1 − (2·Σpy + s)/(Σp + Σy + s), or with Σp² + Σy² in the
 * denominator. Labels 0 and 1; range [0, 1]. One number per batch: a single sample has no loss.
 * With s = 0, a batch with only zeros gives 0/0.
 */
export const dice = defineLoss({
  id: "dice",
  task: "imbalanced",
  aliases: ["DiceLoss", "F1", "overlap", "V-Net"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  golden: "DiceLoss",
  source: `def dice_loss(p, y, smooth=1.0, squared=False):
    if squared:
        size = (p * p).sum() + (y * y).sum()
    else:
        size = p.sum() + y.sum()
    return 1 - (2 * (p * y).sum() + smooth) / (size + smooth)
`,
  sliders: {
    smooth: { symbol: "s", min: 0, max: 10, step: 0.1 },
  },
  choices: { squared: [false, true] },
  cite: {
    text: "Milletari et al. (2016), V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation",
    arxiv: "1606.04797",
  },
});

import { defineLoss } from "../definition";

/**
 * Tversky loss over the whole batch: 1 − (TP + s)/(TP + α·FP + β·FN + s) with soft counts TP = Σpy,
 * FP = Σp(1 − y), FN = Σ(1 − p)y. α weights false positives, β false negatives. α = β = ½ is Dice
 * (with s twice as strong), α = β = 1 is Jaccard. Labels 0 and 1; range [0, 1].
 */
export const tversky = defineLoss({
  id: "tversky",
  task: "imbalanced",
  aliases: ["TverskyLoss", "Tversky index"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  golden: "TverskyLoss",
  source: `def tversky_loss(p, y, alpha=0.3, beta=0.7, smooth=1.0):
    tp = (p * y).sum()
    fp = (p * (1 - y)).sum()
    fn = ((1 - p) * y).sum()
    return 1 - (tp + smooth) / (tp + alpha * fp + beta * fn + smooth)
`,
  sliders: {
    alpha: { symbol: "\\alpha", min: 0, max: 2, step: 0.05, landmarks: [{ value: 0.3, label: "paper" }] },
    beta: { symbol: "\\beta", min: 0, max: 2, step: 0.05, landmarks: [{ value: 0.7, label: "paper" }] },
    smooth: { symbol: "s", min: 0, max: 10, step: 0.1 },
  },
  cite: {
    text: "Salehi et al. (2017), Tversky loss function for image segmentation using 3D fully convolutional deep networks",
    arxiv: "1706.05721",
  },
});

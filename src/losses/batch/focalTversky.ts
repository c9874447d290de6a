import { defineLoss } from "../definition";

/**
 * Focal Tversky loss over the whole batch: (1 − TI)^γ, TI = (TP + s)/(TP + α·FP + β·FN + s). Here γ
 * is the exponent itself; the paper writes 1/γ. Labels 0 and 1; range [0, 1]. For γ < 1 the slope
 * at a perfect batch (TI = 1) is infinite, and PyTorch's gradient there NaN.
 */
export const focalTversky = defineLoss({
  id: "focal-tversky",
  task: "imbalanced",
  aliases: ["FocalTverskyLoss", "FTL"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  golden: "FocalTverskyLoss",
  source: `def focal_tversky_loss(p, y, alpha=0.3, beta=0.7, gamma=0.75, smooth=1.0):
    tp = (p * y).sum()
    fp = (p * (1 - y)).sum()
    fn = ((1 - p) * y).sum()
    index = (tp + smooth) / (tp + alpha * fp + beta * fn + smooth)
    return (1 - index) ** gamma
`,
  sliders: {
    gamma: {
      symbol: "\\gamma",
      min: 0.2,
      max: 3,
      step: 0.05,
      neutral: 1,
      landmarks: [{ value: 0.75, label: "paper" }],
    },
    alpha: { symbol: "\\alpha", min: 0, max: 2, step: 0.05, landmarks: [{ value: 0.3, label: "paper" }] },
    beta: { symbol: "\\beta", min: 0, max: 2, step: 0.05, landmarks: [{ value: 0.7, label: "paper" }] },
    smooth: { symbol: "s", min: 0, max: 10, step: 0.1 },
  },
  cite: {
    text: "Abraham and Khan (2018), A Novel Focal Tversky loss function with improved Attention U-Net for lesion segmentation",
    arxiv: "1810.07842",
  },
});

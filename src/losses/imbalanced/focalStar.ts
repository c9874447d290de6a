import { defineLoss } from "../definition";

/**
 * FL*, a simpler variant of the focal loss: −ln σ(γ·m + β) / γ, m = z for positives and −z for
 * negatives; γ = 1, β = 0 is cross entropy. Labels 0 and 1; range [0, ∞); smooth and convex in z,
 * with a slope of at most 1. Computed as a softplus of the logit: nothing overflows.
 */
export const focalStar = defineLoss({
  id: "focal-star",
  task: "imbalanced",
  aliases: ["FL*", "FocalLossStar", "sigmoid_focal_loss_star"],
  prediction: "logit",
  labels: "zero-one",
  source: `def focal_star_loss(z, y, gamma=2.0, beta=1.0):
    t = 2 * y - 1
    return (-F.logsigmoid(gamma * t * z + beta) / gamma).mean()
`,
  sliders: {
    gamma: {
      symbol: "\\gamma",
      min: 0.1,
      max: 5,
      step: 0.05,
      family: [0.5, 1, 2, 4],
      neutral: 1,
      landmarks: [{ value: 1, label: "crossEntropy" }],
    },
    beta: {
      symbol: "\\beta",
      min: -2,
      max: 4,
      step: 0.05,
      neutral: 0,
      landmarks: [{ value: 0, label: "crossEntropy" }],
    },
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection, appendix A", arxiv: "1708.02002" },
});

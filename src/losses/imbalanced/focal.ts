import { defineLoss } from "../definition";
import { focalAlpha } from "../sliders/alpha";
import { focalGamma } from "../sliders/gamma";

/**
 * Focal loss on a probability, as the tutorial writes it: −α_t·(1 − p_t)^γ·ln p_t, p_t the
 * probability given to the true class. Labels 0 and 1; a soft label y is computed too, but its
 * minimum is not at p = y. Range [0, 100], because BCELoss clamps its logarithms at −100. The slope
 * tends to 0 at p_t = 1 for every γ > 0; for 0 < γ < 1 the slope of the factor is infinite there,
 * and PyTorch's gradient, 0 · ∞, is NaN.
 */
export const focal = defineLoss({
  id: "focal",
  task: "imbalanced",
  aliases: ["FocalLoss", "RetinaNet", "难分样本"],
  prediction: "probability",
  labels: "zero-one",
  golden: "FocalLoss",
  source: `def focal_loss(p, y, alpha=0.75, gamma=2.0):
    p_t = y * p + (1 - y) * (1 - p)
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (alpha_t * (1 - p_t) ** gamma * ce).mean()
`,
  positiveWeight: { parameter: "alpha", as: "share" },
  sliders: {
    gamma: focalGamma,
    alpha: focalAlpha,
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection", arxiv: "1708.02002" },
});

import { defineLoss } from "../definition";
import { classShare } from "../sliders/alpha";

/**
 * α-balanced cross entropy on a probability: −α_t·ln p_t, α_t = α for positives and 1 − α for
 * negatives. Labels 0 and 1; range [0, ∞); smooth.
 */
export const balancedBce = defineLoss({
  id: "balanced-bce",
  task: "imbalanced",
  aliases: ["alpha-balanced", "weighted cross entropy"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "BalancedBCELoss",
  source: `def balanced_bce(p, y, alpha=0.75):
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (alpha_t * ce).mean()
`,
  positiveWeight: { parameter: "alpha", as: "share" },
  sliders: {
    alpha: classShare,
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection, section 3.1", arxiv: "1708.02002" },
});

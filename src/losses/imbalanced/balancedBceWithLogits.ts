import { defineLoss } from "../definition";
import { classShare } from "../sliders/alpha";

/**
 * α-balanced cross entropy on the logit: α_t·[y·softplus(−z) + (1 − y)·softplus(z)]. Labels 0 and
 * 1; range [0, ∞); smooth.
 */
export const balancedBceWithLogits = defineLoss({
  id: "balanced-bce-logits",
  task: "imbalanced",
  aliases: ["alpha-balanced", "weighted cross entropy"],
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "BalancedBCEWithLogitsLoss",
  source: `def balanced_bce_with_logits(z, y, alpha=0.75):
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (alpha_t * ce).mean()
`,
  positiveWeight: { parameter: "alpha", as: "share" },
  sliders: {
    alpha: classShare,
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection, section 3.1", arxiv: "1708.02002" },
});

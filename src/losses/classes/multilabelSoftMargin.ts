import { defineLoss } from "../definition";
import { classWeightSliders } from "./classWeight";

/**
 * One binary cross entropy for each class, averaged over the classes: −(1/C)·Σ_c w_c·[y_c·ln σ(x_c)
 * + (1 − y_c)·ln(1 − σ(x_c))]. `input` [N, C] logits, `target` [N, C] of 0 and 1. Range [0, ∞);
 * smooth. Classes do not compete: each has its own sigmoid.
 */
export const multilabelSoftMargin = defineLoss({
  id: "multilabel-soft-margin",
  task: "classes",
  aliases: ["multi-label cross entropy", "one-versus-rest", "F.multilabel_soft_margin_loss"],
  torch: "nn.MultiLabelSoftMarginLoss",
  torchDefaults: { weight: null },
  prediction: "class-logits",
  labels: "one-hot",
  accepts: { labels: "soft-one-hot" },
  view: "simplex",
  golden: "MultiLabelSoftMarginLoss",
  source: `def multilabel_soft_margin_loss(input, target, weight=(1.0, 1.0)):
    return F.multilabel_soft_margin_loss(input, target, weight=torch.tensor(weight))
`,
  sliders: {
    ...classWeightSliders,
  },
  perClass: ["weight"],
});

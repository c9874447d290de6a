import { defineLoss } from "../definition";

/**
 * Hinge over pairs of a true label and a false one: Σ_{j∈Y} Σ_{i∉Y} max(0, 1 − (x_j − x_i)) / C.
 * `input` [N, C] scores, `target` [N, C] integers: the true labels, up to the first −1. Range [0,
 * ∞); 0 without any label.
 */
export const multilabelMargin = defineLoss({
  id: "multilabel-margin",
  task: "classes",
  aliases: ["multi-label hinge", "F.multilabel_margin_loss", "MultiLabelMarginLoss"],
  torch: "nn.MultiLabelMarginLoss",
  prediction: "class-logits",
  labels: "label-list",
  view: "simplex",
  golden: "MultiLabelMarginLoss",
  source: `def multilabel_margin_loss(input, target):
    return F.multilabel_margin_loss(input, target)
`,
});

import { defineLoss } from "../definition";

/**
 * Logistic loss on the margin, ln(1 + e^(−y·z)). Labels −1 and 1; range (0, ∞); smooth. With labels
 * 0 and 1 it is cross entropy on the logit.
 */
export const softMargin = defineLoss({
  id: "soft-margin",
  task: "margin",
  aliases: ["logistic loss", "logistic regression", "F.soft_margin_loss"],
  torch: "nn.SoftMarginLoss",
  prediction: "logit",
  labels: "plus-minus-one",
  golden: "SoftMarginLoss",
  source: `def soft_margin_loss(z, y):
    return F.soft_margin_loss(z, y)
`,
});

import { defineLoss } from "../definition";

/**
 * Logistic loss on the margin, ln(1 + e^(−y·z)), the same function as cross entropy on the logit
 * with labels 0 and 1. Labels −1 and 1; range (0, ∞); smooth. The compiler computes it as a
 * softplus; torch forms e^(−y·z), which is infinite in float32 below y·z = −88.7 (NaN gradient).
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

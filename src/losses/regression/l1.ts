import { defineLoss } from "../definition";

/**
 * Absolute error |p − y|. Range [0, ∞); at p = y the derivative is taken as 0, as in torch.
 */
export const l1 = defineLoss({
  id: "l1",
  task: "regression",
  aliases: ["absolute error", "MAE", "L1", "L1损失", "绝对值误差损失", "F.l1_loss"],
  torch: "nn.L1Loss",
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "L1Loss",
  source: `def l1_loss(p, y):
    return F.l1_loss(p, y)
`,
});

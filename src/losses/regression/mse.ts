import { defineLoss } from "../definition";

/**
 * Squared error (p − y)², as in torch without the ½; on probabilities it is the Brier score. Range
 * [0, ∞); smooth. Through a sigmoid its gradient vanishes where the network is confidently wrong.
 */
export const mse = defineLoss({
  id: "mse",
  task: "regression",
  aliases: ["squared error", "Brier score", "L2", "L2损失", "均方误差损失", "F.mse_loss"],
  torch: "nn.MSELoss",
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "MSELoss",
  source: `def mse_loss(p, y):
    return F.mse_loss(p, y)
`,
});

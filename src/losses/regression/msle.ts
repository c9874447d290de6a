import { defineLoss } from "../definition";

/**
 * (ln(1 + p) − ln(1 + y))². Range [0, ∞); smooth; p and y above −1. For large numbers it measures
 * the ratio; on probabilities it is a squared error that penalises errors near 1 less than those
 * near 0.
 */
export const msle = defineLoss({
  id: "msle",
  task: "regression",
  aliases: ["mean squared logarithmic error", "RMSLE"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number-above-minus-one", labels: "number-above-minus-one" },
  source: `def msle_loss(p, y):
    return ((torch.log1p(p) - torch.log1p(y)) ** 2).mean()
`,
  classRatio: () => Math.log(2 / 1.5) / Math.log(1.5),
});

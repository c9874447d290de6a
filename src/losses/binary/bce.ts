import { defineLoss } from "../definition";

/**
 * Binary cross entropy on a probability: −[y·ln p + (1 − y)·ln(1 − p)]. Labels in [0, 1]; range [0,
 * 100]: torch clamps each logarithm at −100, and its gradient is (p − y) / max(p(1 − p), 1e−12).
 */
export const bce = defineLoss({
  id: "bce",
  task: "binary",
  aliases: ["binary cross entropy", "log loss", "BCE", "二元交叉熵", "F.binary_cross_entropy"],
  torch: "nn.BCELoss",
  prediction: "probability",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "BCELoss",
  source: `def bce_loss(p, y, weight=None):
    return F.binary_cross_entropy(p, y, weight=weight)
`,
});

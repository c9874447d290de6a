import { classWeightSliders, classWeights } from "../classes/classWeight";
import { defineLoss } from "../definition";

/**
 * Binary cross entropy on a probability: −w_y·[y·ln p + (1 − y)·ln(1 − p)]. Labels in [0, 1];
 * range [0, 100·w_y]: torch clamps each logarithm at −100, and its gradient is
 * w_y·(p − y) / max(p(1 − p), 1e−12). torch's `weight` is a number per element; here each element
 * has that of its label.
 */
export const bce = defineLoss({
  id: "bce",
  task: "binary",
  aliases: ["binary cross entropy", "log loss", "BCE", "二元交叉熵", "F.binary_cross_entropy"],
  torch: "nn.BCELoss",
  torchDefaults: { weight: null },
  prediction: "probability",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "BCELoss",
  source: `def bce_loss(p, y, weight=(1.0, 1.0)):
    return F.binary_cross_entropy(p, y, weight=torch.tensor(weight)[y.long()])
`,
  classRatio: (numberOf) => classWeights(numberOf).ratio,
  sliders: classWeightSliders,
  perLabel: ["weight"],
});

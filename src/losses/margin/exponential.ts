import { defineLoss } from "../definition";

/**
 * e^(−y·z), which AdaBoost (Freund & Schapire, 1997) minimises. Labels −1 and 1; range (0, ∞);
 * smooth. It grows faster than any line: float32 overflows below y·z = −88.7.
 */
export const exponential = defineLoss({
  id: "exponential",
  task: "margin",
  aliases: ["AdaBoost", "ExponentialLoss"],
  prediction: "logit",
  labels: "plus-minus-one",
  golden: "ExponentialLoss",
  source: `def exponential_loss(z, y):
    return torch.exp(-y * z).mean()
`,
  cite: {
    text: "Friedman, Hastie & Tibshirani (2000), Additive logistic regression: a statistical view of boosting",
    doi: "10.1214/aos/1016218223",
  },
});

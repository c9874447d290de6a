import { defineLoss } from "../definition";

/**
 * e^(−y·z), the loss of AdaBoost. Labels −1 and 1; range (0, ∞); smooth. It grows faster than any
 * line: float32 overflows below y·z = −88.7.
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
    text: "Freund & Schapire (1997), A Decision-Theoretic Generalization of On-Line Learning and an Application to Boosting",
    doi: "10.1006/jcss.1997.1504",
  },
});

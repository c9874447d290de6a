import { defineLoss } from "../definition";

/**
 * Half the squared error near zero, absolute error in the tails; its gradient is the squared
 * error's, clipped to ±δ. L′ is continuous; L″ drops from 1 to 0 at |p − y| = δ.
 */
export const huber = defineLoss({
  id: "huber",
  task: "regression",
  aliases: ["F.huber_loss"],
  torch: "nn.HuberLoss",
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "HuberLoss",
  source: `def huber_loss(p, y, delta=1.0):
    return F.huber_loss(p, y, delta=delta)
`,
  sliders: {
    delta: { symbol: "\\delta", min: 0.01, max: 2, step: 0.01, landmarks: [{ value: 1, label: "torch" }] },
  },
  cite: { text: "Huber (1964), Robust Estimation of a Location Parameter", doi: "10.1214/aoms/1177703732" },
});

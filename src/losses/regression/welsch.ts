import { defineLoss } from "../definition";

/**
 * c²/2·(1 − e^(−(r/c)²)), r = p − y. Range [0, c²/2); smooth, not convex: its derivative
 * r·e^(−(r/c)²) is largest at |r| = c/√2 and vanishes beyond. c > 0.
 */
export const welsch = defineLoss({
  id: "welsch",
  task: "regression",
  aliases: ["Leclerc", "correntropy", "robust M-estimator"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def welsch_loss(p, y, c=2.985):
    r = (p - y) / c
    return (c ** 2 / 2 * (1 - torch.exp(-r ** 2))).mean()
`,
  sliders: {
    c: { symbol: "c", min: 0.05, max: 6, step: 0.005 },
  },
  cite: {
    text: "Dennis & Welsch (1978), Techniques for Nonlinear Least Squares and Robust Regression",
    doi: "10.1080/03610917808812083",
  },
});

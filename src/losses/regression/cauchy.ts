import { defineLoss } from "../definition";

/**
 * c²/2·ln(1 + (r/c)²), r = p − y: the negative log-likelihood of a Cauchy distribution. Range [0,
 * ∞), grows logarithmically; smooth, not convex: its derivative r / (1 + (r/c)²) is largest at |r|
 * = c and falls beyond. c > 0.
 */
export const cauchy = defineLoss({
  id: "cauchy",
  task: "regression",
  aliases: ["Lorentzian", "robust M-estimator"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def cauchy_loss(p, y, c=2.385):
    r = (p - y) / c
    return (c ** 2 / 2 * torch.log1p(r ** 2)).mean()
`,
  sliders: {
    c: { symbol: "c", min: 0.05, max: 6, step: 0.005 },
  },
});

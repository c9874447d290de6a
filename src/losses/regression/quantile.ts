import { defineLoss } from "../definition";

/**
 * Pinball: τ·d where d = y − p ≥ 0 (the prediction is too low), (τ − 1)·d where it is too high; its
 * mean is smallest at the τ-quantile. Range [0, ∞); at d = 0 the derivative is −τ. 0 < τ < 1.
 */
export const quantile = defineLoss({
  id: "quantile",
  task: "regression",
  aliases: ["pinball loss", "quantile regression", "check loss"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "QuantileLoss",
  source: `def quantile_loss(p, y, tau=0.9):
    d = y - p
    return torch.where(d >= 0, tau * d, (tau - 1) * d).mean()
`,
  positiveWeight: { parameter: "tau", as: "share" },
  sliders: {
    tau: { symbol: "\\tau", min: 0.01, max: 0.99, step: 0.01, landmarks: [{ value: 0.5, label: "equal" }] },
  },
  cite: { text: "Koenker & Bassett (1978), Regression Quantiles", doi: "10.2307/1913643" },
});

import { defineLoss } from "../definition";

/**
 * τ·d² where d = y − p ≥ 0 (the prediction is too low), (1 − τ)·d² where it is too high; its mean
 * is smallest at the τ-expectile. Range [0, ∞); L′ is continuous, L″ jumps from 2(1 − τ) to 2τ at d
 * = 0. 0 < τ < 1.
 */
export const expectile = defineLoss({
  id: "expectile",
  task: "regression",
  aliases: ["asymmetric squared error", "expectile regression"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def expectile_loss(p, y, tau=0.9):
    d = y - p
    return torch.where(d >= 0, tau * d ** 2, (1 - tau) * d ** 2).mean()
`,
  positiveWeight: { parameter: "tau", as: "share" },
  sliders: {
    tau: { symbol: "\\tau", min: 0.01, max: 0.99, step: 0.01, landmarks: [{ value: 0.5, label: "equal" }] },
  },
  cite: { text: "Newey & Powell (1987), Asymmetric Least Squares Estimation and Testing", doi: "10.2307/1911031" },
});

import { defineLoss } from "../definition";

/**
 * δ²·(√(1 + (r/δ)²) − 1), r = p − y. Range [0, ∞); smooth: r²/2 near zero, δ·|r| − δ² far away; its
 * gradient stays within ±δ. δ > 0.
 */
export const pseudoHuber = defineLoss({
  id: "pseudo-huber",
  task: "regression",
  aliases: ["Charbonnier", "smooth absolute error"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def pseudo_huber_loss(p, y, delta=1.0):
    root = torch.sqrt(1 + ((p - y) / delta) ** 2)
    return (delta ** 2 * (root - 1)).mean()
`,
  sliders: {
    delta: { symbol: "\\delta", min: 0.01, max: 3, step: 0.01 },
  },
  cite: {
    text: "Charbonnier et al. (1997), Deterministic Edge-Preserving Regularization in Computed Imaging",
    doi: "10.1109/83.551699",
  },
});

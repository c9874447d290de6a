import { defineLoss } from "../definition";

/**
 * Barron's family, b/α·((x²/b + 1)^(α/2) − 1) with x = (p − y)/c and b = |α − 2|: squared error at
 * α = 2, pseudo-Huber at 1, Cauchy's at 0, Geman and McClure's at −2, towards Welsch's for α → −∞.
 * At 2 and 0, where the formula divides by zero, and within 1e−12 of them, stand its limits, which
 * differ by less than 1e−10 of the value. Next to them the difference is computed as
 * expm1(α/2·log1p(x²/b)), which keeps its digits. Range [0, ∞) for α ≥ 0, [0, −b/α) below; smooth.
 * c > 0.
 */
export const generalRobust = defineLoss({
  id: "general-robust",
  task: "regression",
  aliases: ["Barron", "adaptive robust loss", "general and adaptive"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def general_robust_loss(p, y, alpha=1.0, c=1.0):
    squared = ((p - y) / c) ** 2
    b = abs(alpha - 2)
    if b < 1e-12:
        return (squared / 2).mean()
    if abs(alpha) < 1e-12:
        return torch.log1p(squared / 2).mean()
    return (b / alpha * ((squared / b + 1) ** (alpha / 2) - 1)).mean()
`,
  sliders: {
    alpha: {
      symbol: "\\alpha",
      min: -10,
      max: 2,
      step: 0.05,
      landmarks: [
        { value: 2, label: "squaredError" },
        { value: 0, label: "cauchy" },
        { value: -2, label: "gemanMcClure" },
        { value: 1, label: "pseudoHuber" },
      ],
    },
    c: { symbol: "c", min: 0.05, max: 3, step: 0.05 },
  },
  cite: { text: "Barron (2019), A General and Adaptive Robust Loss Function", arxiv: "1701.03077" },
});

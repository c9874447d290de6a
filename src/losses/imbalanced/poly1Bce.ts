import { defineLoss } from "../definition";

/**
 * Poly-1 cross entropy on a probability: CE + ε₁·(1 − p_t), where p_t is the probability given to
 * the true class. Labels 0 and 1; CE is clamped at 100 as in BCELoss. For ε₁ ≥ −1 the loss falls as
 * p_t grows; for smaller ε₁ it rises again near p_t = 1.
 */
export const poly1Bce = defineLoss({
  id: "poly1-bce",
  task: "imbalanced",
  aliases: ["PolyLoss", "Poly1CrossEntropyLoss"],
  prediction: "probability",
  labels: "zero-one",
  golden: "Poly1BCELoss",
  source: `def poly1_bce(p, y, epsilon1=1.0):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (ce + epsilon1 * (1 - p_t)).mean()
`,
  sliders: {
    epsilon1: {
      symbol: "\\varepsilon_1",
      min: -1,
      max: 5,
      step: 0.05,
      family: [-1, 0, 1, 2, 5],
      neutral: 0,
      landmarks: [{ value: 0, label: "crossEntropy" }],
    },
  },
  cite: {
    text: "Leng et al. (2022), PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions",
    arxiv: "2204.12511",
  },
});

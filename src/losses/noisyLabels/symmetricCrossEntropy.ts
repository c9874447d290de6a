import { defineLoss } from "../definition";

/**
 * Symmetric cross entropy on a probability: α·CE − β·A·(1 − p_t). The second term is cross entropy
 * with label and prediction exchanged, with A in place of ln 0; it equals −A times the absolute
 * error. Labels 0 and 1; range [0, 100·α − β·A], because CE is clamped at 100 as in BCELoss.
 */
export const symmetricCrossEntropy = defineLoss({
  id: "symmetric-ce",
  task: "noisy-labels",
  aliases: ["SCE", "SCELoss", "reverse cross entropy"],
  prediction: "probability",
  labels: "zero-one",
  golden: "BinarySymmetricCrossEntropyLoss",
  source: `def symmetric_cross_entropy(p, y, alpha=0.1, beta=1.0, A=-4.0):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (alpha * ce - beta * A * (1 - p_t)).mean()
`,
  sliders: {
    alpha: { symbol: "\\alpha", min: 0, max: 10, step: 0.05 },
    beta: { symbol: "\\beta", min: 0, max: 10, step: 0.05, neutral: 0 },
    A: { symbol: "A", min: -10, max: -0.5, step: 0.5 },
  },
  cite: {
    text: "Wang et al. (2019), Symmetric Cross Entropy for Robust Learning with Noisy Labels",
    arxiv: "1908.06112",
  },
});

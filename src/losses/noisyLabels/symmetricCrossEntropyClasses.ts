import { defineLoss } from "../definition";

/**
 * Symmetric cross entropy for several classes: −α·ln p_y − β·A·(1 − p_y), where p_y is the softmax
 * probability of the true class and A replaces ln 0. Labels are class numbers; range [0, ∞);
 * smooth.
 */
export const symmetricCrossEntropyClasses = defineLoss({
  id: "symmetric-ce-classes",
  task: "noisy-labels",
  aliases: ["SCE", "SCELoss", "reverse cross entropy"],
  prediction: "class-logits",
  labels: "class-index",
  view: "simplex",
  golden: "SymmetricCrossEntropyLoss",
  source: `def symmetric_cross_entropy(z, y, alpha=0.1, beta=1.0, A=-4.0):
    log_p = F.log_softmax(z, dim=1).gather(1, y.unsqueeze(1)).squeeze(1)
    return (-alpha * log_p - beta * A * (1 - torch.exp(log_p))).mean()
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

import { defineLoss } from "../definition";

/**
 * Soft F_β loss over the whole batch: 1 − (1 + β²)·TP/((1 + β²)·TP + β²·FN + FP) with soft counts.
 * β = 1 is Dice without smoothing. Labels 0 and 1; range [0, 1]. A batch without positives has loss
 * 1 and no gradient; 10⁻⁷ in the denominator prevents 0/0.
 */
export const softFBeta = defineLoss({
  id: "soft-f-beta",
  task: "imbalanced",
  aliases: ["soft F1", "F1 loss", "F-beta", "sigmoidF1"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  source: `def soft_f_beta(p, y, beta=1.0):
    tp = (p * y).sum()
    fp = (p * (1 - y)).sum()
    fn = ((1 - p) * y).sum()
    hits = (1 + beta ** 2) * tp
    return 1 - hits / (hits + beta ** 2 * fn + fp + 1e-7)
`,
  sliders: {
    beta: { symbol: "\\beta", min: 0.1, max: 4, step: 0.05, landmarks: [{ value: 1, label: "equal" }] },
  },
  cite: { text: "van Rijsbergen (1979), Information Retrieval, chapter 7" },
});

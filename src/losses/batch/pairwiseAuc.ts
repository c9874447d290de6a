import { defineLoss } from "../definition";

/**
 * Pairwise squared surrogate of 1 − AUC: the mean of (margin − (z₊ − z₋))² over all pairs of a
 * positive and a negative. Expanded: (margin − mean₊ + mean₋)² + var₊ + var₋ with plain means and
 * variances over N, so the N₊·N₋ pairs are never formed. Labels 0 and 1; range [0, ∞); smooth and
 * convex. A batch without a pair has loss 0 and no gradient.
 */
export const pairwiseAuc = defineLoss({
  id: "pairwise-auc",
  task: "imbalanced",
  aliases: ["AUC", "AUROC", "AUC surrogate", "ranking"],
  prediction: "logit",
  labels: "zero-one",
  view: "batch",
  source: `def pairwise_auc(z, y, margin=1.0):
    n_pos, n_neg = y.sum(), (1 - y).sum()
    any_pair = (n_pos * n_neg).clamp(max=1)
    n_pos, n_neg = n_pos.clamp(min=1), n_neg.clamp(min=1)
    mean_pos = (y * z).sum() / n_pos
    mean_neg = ((1 - y) * z).sum() / n_neg
    var_pos = (y * (z - mean_pos) ** 2).sum() / n_pos
    var_neg = ((1 - y) * (z - mean_neg) ** 2).sum() / n_neg
    return any_pair * ((margin - mean_pos + mean_neg) ** 2 + var_pos + var_neg)
`,
  sliders: {
    margin: { symbol: "m", min: 0, max: 5, step: 0.1 },
  },
  cite: { text: "Gao et al. (2013), One-Pass AUC Optimization", arxiv: "1305.1363" },
});

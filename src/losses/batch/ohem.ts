import { defineLoss } from "../definition";

/**
 * Online hard example mining: the mean of the largest cross entropies, a share `ratio` of the batch
 * (at least one sample). The other samples have no gradient. Labels 0 and 1; range [0, ∞);
 * continuous, with a kink where two samples swap ranks at the cut.
 */
export const ohem = defineLoss({
  id: "ohem",
  task: "imbalanced",
  aliases: ["top-k", "hard example mining", "hard negative mining", "OhemLoss"],
  prediction: "logit",
  labels: "zero-one",
  view: "batch",
  source: `def ohem_bce(z, y, ratio=0.25):
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    hard, order = torch.sort(ce, descending=True)
    rank = torch.ones_like(hard).cumsum(0)
    keep = (rank <= max(1, round(ratio * z.numel()))).to(z.dtype)
    return (keep * hard).sum() / keep.sum()
`,
  sliders: {
    ratio: {
      symbol: "k",
      min: 0.01,
      max: 1,
      step: 0.01,
      neutral: 1,
      landmarks: [{ value: 1, label: "crossEntropy" }],
    },
  },
  cite: {
    text: "Shrivastava et al. (2016), Training Region-based Object Detectors with Online Hard Example Mining",
    arxiv: "1604.03540",
  },
});

import { defineLoss } from "../definition";

/**
 * Binary cross entropy on the logit: w_p·y·softplus(−z) + (1 − y)·softplus(z), w_p = pos_weight.
 * Labels in [0, 1]; range [0, ∞); smooth. No logarithm of a probability is taken, so nothing is
 * clamped and no gradient vanishes.
 */
export const bceWithLogits = defineLoss({
  id: "bce-logits",
  task: "binary",
  aliases: ["sigmoid cross entropy", "pos_weight", "F.binary_cross_entropy_with_logits"],
  torch: "nn.BCEWithLogitsLoss",
  torchDefaults: { pos_weight: null },
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "BCEWithLogitsLoss",
  source: `def bce_with_logits(z, y, pos_weight=1.0, weight=None):
    return F.binary_cross_entropy_with_logits(
        z, y, weight=weight, pos_weight=torch.tensor(pos_weight))
`,
  positiveWeight: { parameter: "pos_weight", as: "ratio" },
  sliders: {
    pos_weight: {
      symbol: "w_{+}",
      min: 0.1,
      max: 100,
      step: 0.1,
      scale: "log",
      landmarks: [
        { value: 1, label: "torch" },
        { value: "negatives-per-positive", label: "inverseFrequency" },
      ],
    },
  },
});

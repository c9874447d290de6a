import { defineLoss } from "../definition";
import { classCountSliders } from "../sliders/classCounts";

/**
 * Logit-adjusted cross entropy: CE on z + τ·ln(n₊/n₋) during training; predictions use the
 * unshifted z. Labels 0 and 1; range [0, ∞); smooth and convex in z. For two classes and τ = 1 it
 * is balanced softmax.
 */
export const logitAdjusted = defineLoss({
  id: "logit-adjusted",
  task: "imbalanced",
  aliases: ["logit adjustment", "balanced softmax", "prior correction", "对数几率调整"],
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  source: `def logit_adjusted_bce(z, y, samples_per_class=(6000, 200), tau=1.0):
    n_neg, n_pos = samples_per_class
    shift = tau * math.log(n_pos / n_neg)
    return F.binary_cross_entropy_with_logits(z + shift, y)
`,
  classRatio: (numberOf) => (numberOf("samples_per_class[0]") / numberOf("samples_per_class[1]")) ** numberOf("tau"),
  sliders: {
    tau: {
      symbol: "\\tau",
      min: 0,
      max: 3,
      step: 0.05,
      family: [0, 0.5, 1, 2],
      neutral: 0,
      landmarks: [
        { value: 0, label: "crossEntropy" },
        { value: 1, label: "inverseFrequency" },
      ],
    },
    ...classCountSliders,
  },
  cite: { text: "Menon et al. (2020), Long-tail learning via logit adjustment", arxiv: "2007.07314" },
});

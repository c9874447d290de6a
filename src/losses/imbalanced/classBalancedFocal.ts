import { defineLoss } from "../definition";
import { classCountSliders } from "../sliders/classCounts";
import { focalGamma } from "../sliders/gamma";

/**
 * Class-balanced focal loss on the logit: w_y·(1 − p_t)^γ·CE, w_c = (1 − β)/(1 − β^(n_c)), scaled
 * so that the two weights sum to 2. Labels 0 and 1; range [0, ∞). β = 0 weights both classes
 * equally; β → 1 weights them by 1/n_c. β = 1 itself gives 0/0.
 */
export const classBalancedFocal = defineLoss({
  id: "class-balanced-focal",
  task: "imbalanced",
  aliases: ["class-balanced loss", "effective number of samples", "CB loss", "CB_loss"],
  prediction: "logit",
  labels: "zero-one",
  golden: "BinaryClassBalancedFocalLoss",
  source: `def class_balanced_focal(z, y, samples_per_class=(6000, 200), beta=0.9999, gamma=2.0):
    n_neg, n_pos = samples_per_class
    w_neg = (1 - beta) / (1 - beta ** n_neg)
    w_pos = (1 - beta) / (1 - beta ** n_pos)
    weight = 2 * (y * w_pos + (1 - y) * w_neg) / (w_pos + w_neg)
    p = torch.sigmoid(z)
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (weight * (1 - p_t) ** gamma * ce).mean()
`,
  classRatio: (numberOf) => {
    const beta = numberOf("beta");
    return (1 - beta ** numberOf("samples_per_class[0]")) / (1 - beta ** numberOf("samples_per_class[1]"));
  },
  sliders: {
    beta: { symbol: "\\beta", min: 0.9, max: 0.9999, step: 0.0001 },
    gamma: { ...focalGamma, landmarks: [{ value: 0, label: "crossEntropy" }] },
    ...classCountSliders,
  },
  cite: { text: "Cui et al. (2019), Class-Balanced Loss Based on Effective Number of Samples", arxiv: "1901.05555" },
});

import { defineLoss } from "../definition";
import { classCountSliders } from "../sliders/classCounts";
import { focalGamma } from "../sliders/gamma";

/**
 * Class-balanced focal loss for several classes, one sigmoid each: w_y·(1 − p_t)^γ·CE against the
 * one-hot label, averaged over samples and classes. w_c = (1 − β)/(1 − β^(n_c)), scaled so that the
 * weights sum to the number of classes. All terms of a sample have the weight of its own class.
 * Labels are class numbers; range [0, ∞).
 */
export const classBalancedFocalClasses = defineLoss({
  id: "class-balanced-focal-classes",
  task: "imbalanced",
  aliases: ["class-balanced loss", "effective number of samples", "CB loss", "CB_loss"],
  prediction: "class-logits",
  labels: "class-index",
  view: "simplex",
  golden: "ClassBalancedFocalLoss",
  source: `def class_balanced_focal(z, y, samples_per_class=(6000, 200), beta=0.9999, gamma=2.0):
    n = torch.tensor(samples_per_class, dtype=z.dtype)
    weight = (1 - beta) / (1 - beta ** n)
    weight = weight / weight.sum() * len(samples_per_class)
    hot = F.one_hot(y, z.shape[1]).to(z.dtype)
    p = torch.sigmoid(z)
    p_t = hot * p + (1 - hot) * (1 - p)
    ce = F.binary_cross_entropy_with_logits(z, hot, reduction="none")
    return (weight[y].unsqueeze(1) * (1 - p_t) ** gamma * ce).mean()
`,
  classRatio: (numberOf) => {
    const beta = numberOf("beta");
    return (1 - beta ** numberOf("samples_per_class[0]")) / (1 - beta ** numberOf("samples_per_class[1]"));
  },
  sliders: {
    beta: { symbol: "\\beta", min: 0.9, max: 0.9999, step: 0.0001 },
    gamma: { ...focalGamma, landmarks: [{ value: 0, label: "crossEntropy" }] },
    "samples_per_class[0]": { ...classCountSliders["samples_per_class[0]"], symbol: "n_0" },
    "samples_per_class[1]": { ...classCountSliders["samples_per_class[1]"], symbol: "n_1" },
  },
  perClass: ["samples_per_class"],
  cite: { text: "Cui et al. (2019), Class-Balanced Loss Based on Effective Number of Samples", arxiv: "1901.05555" },
});

import { defineLoss } from "../definition";
import { focalGamma } from "../sliders/gamma";
import { focalSlope } from "./focalSlope";

/**
 * Poly-1 focal loss on a probability: α_t·(1 − p_t)^γ·CE + ε₁·(1 − p_t)^(γ + 1). α weights only the
 * first term; None omits it. Labels 0 and 1; CE is clamped at 100 as in BCELoss. For 0 < γ < 1 the
 * slope of the factor (1 − p_t)^γ is infinite at p_t = 1, and PyTorch's gradient there, 0 · ∞, is
 * NaN.
 */
export const poly1Focal = defineLoss({
  id: "poly1-focal",
  task: "imbalanced",
  aliases: ["PolyLoss", "Poly1FocalLoss"],
  prediction: "probability",
  labels: "zero-one",
  golden: "Poly1FocalLoss",
  source: `def poly1_focal(p, y, epsilon1=1.0, gamma=2.0, alpha=None):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    focal = (1 - p_t) ** gamma * ce
    if alpha is not None:
        focal = (y * alpha + (1 - y) * (1 - alpha)) * focal
    return (focal + epsilon1 * (1 - p_t) ** (gamma + 1)).mean()
`,
  classRatio: (numberOf) => {
    const [alpha, gamma] = [numberOf("alpha"), numberOf("gamma")];
    if (Number.isNaN(alpha)) return 1;
    const added = (numberOf("epsilon1") * (gamma + 1) * 0.5 ** gamma) / 2;
    return (alpha * focalSlope(gamma) + added) / ((1 - alpha) * focalSlope(gamma) + added);
  },
  sliders: {
    gamma: focalGamma,
    epsilon1: {
      symbol: "\\varepsilon_1",
      min: -1,
      max: 5,
      step: 0.05,
      neutral: 0,
    },
  },
  choices: { alpha: [null, 0.25, 0.5, 0.75] },
  cite: {
    text: "Leng et al. (2022), PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions",
    arxiv: "2204.12511",
  },
});

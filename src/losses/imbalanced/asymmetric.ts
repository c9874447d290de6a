import { defineLoss } from "../definition";
import { focalSlope } from "./focalSlope";

/**
 * Asymmetric loss (ASL): −(1 − p)^γ₊·ln p for positives, −p_m^γ₋·ln(1 − p_m) for negatives, p_m =
 * max(p − clip, 0). Labels 0 and 1; range [0, ∞). A negative with p ≤ clip has no loss and no
 * gradient; there p_m is kept just above 0, so that p_m^γ has a finite slope for γ₋ < 1 too. With
 * clip = 0 the logarithm is computed from the logit, and a saturated negative keeps its gradient.
 * In PyTorch the gradient is NaN for 0 < γ₊ < 1 where p rounds to 1 (z ≈ 17 in float32), for
 * negatives too; the compiler moves the power into log space.
 */
export const asymmetric = defineLoss({
  id: "asymmetric",
  task: "imbalanced",
  aliases: ["ASL", "AsymmetricLoss", "AsymmetricLossOptimized"],
  prediction: "logit",
  labels: "zero-one",
  golden: "AsymmetricLoss",
  source: `def asymmetric_loss(z, y, gamma_pos=0.0, gamma_neg=4.0, clip=0.05):
    p = torch.sigmoid(z)
    pos = (1 - p) ** gamma_pos * F.logsigmoid(z)
    if clip > 0:
        p_m = (p - clip).clamp(min=1e-20)
        neg = p_m ** gamma_neg * torch.log((1 - p + clip).clamp(max=1))
    else:
        neg = p ** gamma_neg * F.logsigmoid(-z)
    return -(y * pos + (1 - y) * neg).mean()
`,
  classRatio: (numberOf) => {
    const [gamma, p] = [numberOf("gamma_neg"), 0.5 - numberOf("clip")];
    // Of p^γ·(−ln(1 − p)), over 2 like the other.
    const negative = (p ** gamma / (1 - p) + (p > 0 ? gamma * p ** (gamma - 1) * -Math.log1p(-p) : 0)) / 2;
    return focalSlope(numberOf("gamma_pos")) / negative;
  },
  sliders: {
    gamma_neg: {
      symbol: "\\gamma_{-}",
      min: 0,
      max: 8,
      step: 0.05,
      family: [0, 1, 2, 4],
      neutral: 0,
      landmarks: [{ value: 4, label: "paper" }],
    },
    gamma_pos: {
      symbol: "\\gamma_{+}",
      min: 0,
      max: 5,
      step: 0.05,
      neutral: 0,
      landmarks: [{ value: 0, label: "paper" }],
    },
    clip: { symbol: "m", min: 0, max: 0.5, step: 0.01, neutral: 0, landmarks: [{ value: 0.05, label: "paper" }] },
  },
  cite: { text: "Ridnik et al. (2021), Asymmetric Loss for Multi-Label Classification", arxiv: "2009.14119" },
});

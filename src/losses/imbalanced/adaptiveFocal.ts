import { defineLoss } from "../definition";

/**
 * Focal loss whose γ depends on the sample: (1 − p_t)^γ·CE with γ = 5 where p_t < 0.2 and 3
 * elsewhere (FLSD-53). Labels 0 and 1; range [0, ∞). The value jumps up by (1 − τ)³·ln(1/τ)·(1 − (1
 * − τ)²) where p_t crosses the threshold τ. In PyTorch either γ between 0 and 1 gives a
 * NaN gradient where p_t rounds to 1; the compiler moves the powers into log space.
 */
export const adaptiveFocal = defineLoss({
  id: "adaptive-focal",
  task: "imbalanced",
  aliases: ["FLSD-53", "FocalLossAdaptive", "sample-dependent focal loss"],
  prediction: "logit",
  labels: "zero-one",
  source: `def adaptive_focal_loss(z, y, gamma_hard=5.0, gamma_easy=3.0, threshold=0.2):
    p = torch.sigmoid(z)
    p_t = y * p + (1 - y) * (1 - p)
    hard = (1 - p_t) ** gamma_hard
    easy = (1 - p_t) ** gamma_easy
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (torch.where(p_t < threshold, hard, easy) * ce).mean()
`,
  sliders: {
    gamma_hard: {
      symbol: "\\gamma_{\\text{hard}}",
      min: 0,
      max: 8,
      step: 0.05,
      neutral: 0,
      landmarks: [{ value: 5, label: "paper" }],
    },
    gamma_easy: {
      symbol: "\\gamma_{\\text{easy}}",
      min: 0,
      max: 8,
      step: 0.05,
      family: [0, 1, 3, 5],
      neutral: 0,
      landmarks: [{ value: 3, label: "paper" }],
    },
    threshold: { symbol: "\\tau", min: 0, max: 1, step: 0.01, landmarks: [{ value: 0.2, label: "paper" }] },
  },
  cite: { text: "Mukhoti et al. (2020), Calibrating Deep Neural Networks using Focal Loss", arxiv: "2002.09437" },
});

import { defineLoss } from "../definition";

/**
 * Balanced L1 of Libra R-CNN. With d = |p − y| and b = e^(γ/α) − 1: α/b·(b·d + 1)·ln(b·d + 1) − α·d
 * where d < 1, γ·d + γ/b − α elsewhere, so that the gradient α·ln(b·d + 1) reaches γ at d = 1.
 * Range [0, ∞); L′ is continuous, L″ drops to 0 at d = 1. α > 0, γ > 0.
 */
export const balancedL1 = defineLoss({
  id: "balanced-l1",
  task: "regression",
  aliases: ["Libra R-CNN", "BalancedL1Loss"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def balanced_l1_loss(p, y, alpha=0.5, gamma=1.5):
    d = torch.abs(p - y)
    b = math.exp(gamma / alpha) - 1
    near = alpha / b * (b * d + 1) * torch.log1p(b * d) - alpha * d
    far = gamma * d + gamma / b - alpha
    return torch.where(d < 1, near, far).mean()
`,
  sliders: {
    alpha: { symbol: "\\alpha", min: 0.2, max: 1, step: 0.05, landmarks: [{ value: 0.5, label: "paper" }] },
    gamma: { symbol: "\\gamma", min: 0.5, max: 3, step: 0.05, landmarks: [{ value: 1.5, label: "paper" }] },
  },
  cite: {
    text: "Pang et al. (2019), Libra R-CNN: Towards Balanced Learning for Object Detection",
    arxiv: "1904.02701",
  },
});

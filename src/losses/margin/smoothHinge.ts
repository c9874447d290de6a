import { defineLoss } from "../definition";

/**
 * Hinge with a rounded corner. With s = max(0, 1 − y·z): s²/(2β) where s < β, s − β/2 elsewhere.
 * Labels −1 and 1; range [0, ∞). L′ is continuous; L″ is 1/β between y·z = 1 − β and 1, 0
 * elsewhere. β → 0 is the hinge; Rennie and Srebro use β = 1. β > 0.
 */
export const smoothHinge = defineLoss({
  id: "smooth-hinge",
  task: "margin",
  aliases: ["Huberised hinge", "smoothed SVM"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def smooth_hinge_loss(z, y, beta=1.0):
    shortfall = torch.relu(1 - y * z)
    near = shortfall ** 2 / (2 * beta)
    far = shortfall - beta / 2
    return torch.where(shortfall < beta, near, far).mean()
`,
  sliders: {
    beta: { symbol: "\\beta", min: 0.05, max: 3, step: 0.05, landmarks: [{ value: 1, label: "paper" }] },
  },
  cite: {
    text: "Rennie & Srebro (2005), Loss Functions for Preference Levels: Regression with Discrete Ordered Labels",
  },
});

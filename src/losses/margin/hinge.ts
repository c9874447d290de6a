import { defineLoss } from "../definition";

/**
 * max(0, margin − y·z). Labels −1 and 1; range [0, ∞). At y·z = margin the derivative is 0, as in
 * torch.relu.
 */
export const hinge = defineLoss({
  id: "hinge",
  task: "margin",
  aliases: ["SVM", "max margin"],
  prediction: "logit",
  labels: "plus-minus-one",
  golden: "HingeLoss",
  source: `def hinge_loss(z, y, margin=1.0):
    return torch.relu(margin - y * z).mean()
`,
  sliders: {
    margin: { symbol: "m", min: 0, max: 3, step: 0.05, landmarks: [{ value: 1, label: "paper" }] },
  },
  cite: { text: "Cortes & Vapnik (1995), Support-Vector Networks", doi: "10.1007/BF00994018" },
});

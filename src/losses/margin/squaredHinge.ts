import { defineLoss } from "../definition";

/**
 * max(0, margin − y·z)². Labels −1 and 1; range [0, ∞); L′ is continuous, L″ drops from 2 to 0 at
 * y·z = margin.
 */
export const squaredHinge = defineLoss({
  id: "squared-hinge",
  task: "margin",
  aliases: ["L2-SVM", "SquaredHingeLoss"],
  prediction: "logit",
  labels: "plus-minus-one",
  golden: "SquaredHingeLoss",
  source: `def squared_hinge_loss(z, y, margin=1.0):
    return (torch.relu(margin - y * z) ** 2).mean()
`,
  sliders: {
    margin: { symbol: "m", min: 0, max: 3, step: 0.05, landmarks: [{ value: 1, label: "paper" }] },
  },
});

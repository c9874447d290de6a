import { defineLoss } from "../definition";

/**
 * max(0, 1 − m)² where m = y·z ≥ −1, −4·m below. Labels −1 and 1; range [0, ∞).
 * L′ is continuous and never below −4; L″ is 2 between m = −1 and 1, 0 elsewhere.
 */
export const modifiedHuber = defineLoss({
  id: "modified-huber",
  task: "margin",
  aliases: ["quadratically smoothed hinge", "SGDClassifier modified_huber"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def modified_huber_loss(z, y):
    m = y * z
    return torch.where(m >= -1, torch.relu(1 - m) ** 2, -4 * m).mean()
`,
  cite: {
    text: "Zhang (2004), Solving Large Scale Linear Prediction Problems Using Stochastic Gradient Descent Algorithms",
    doi: "10.1145/1015330.1015332",
  },
});

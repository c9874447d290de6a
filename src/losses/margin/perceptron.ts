import { defineLoss } from "../definition";

/**
 * max(0, −y·z): a hinge without a margin. Labels −1 and 1; range [0, ∞). At z = 0 the derivative is
 * 0, as in torch.relu; z = 0 everywhere is a minimum.
 */
export const perceptron = defineLoss({
  id: "perceptron",
  task: "margin",
  aliases: ["Rosenblatt", "hinge with margin 0"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def perceptron_loss(z, y):
    return torch.relu(-y * z).mean()
`,
  cite: {
    text: "Rosenblatt (1958), The Perceptron: A Probabilistic Model for Information Storage and Organization in the Brain",
    doi: "10.1037/h0042519",
  },
});

import { defineLoss } from "../definition";

/**
 * 1 / (1 + e^(y·z)): the probability of the wrong class. Labels −1 and 1; range (0, 1); smooth,
 * steepest at z = 0, flat on both sides. With labels 0 and 1 it is the absolute error of σ(z).
 */
export const sigmoidMargin = defineLoss({
  id: "sigmoid-margin",
  task: "margin",
  aliases: ["smoothed 0-1 loss", "sigmoid loss"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def sigmoid_loss(z, y):
    return torch.sigmoid(-y * z).mean()
`,
});

import { defineLoss } from "../definition";

/**
 * 1 where the sign is wrong, 0 where it is right, ½ at z = 0; its mean is the error rate. Labels −1
 * and 1. The derivative is 0 everywhere (torch's sign has derivative 0 at its jump too), so nothing
 * can be trained with it.
 */
export const zeroOne = defineLoss({
  id: "zero-one",
  task: "margin",
  aliases: ["0-1 loss", "misclassification", "error rate", "accuracy"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def zero_one_loss(z, y):
    return ((1 - torch.sign(y * z)) / 2).mean()
`,
});

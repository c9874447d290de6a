import { defineLoss } from "../definition";
import { classWeightSliders, classWeights } from "./classWeight";

/**
 * Negative log-likelihood: −w_y·x_y, where x are already log-probabilities (log_softmax of the
 * logits). `input` [N, C], `target` [N] class numbers; rows with `ignore_index` are skipped. Linear
 * in x: the curvature comes from log_softmax. The mean divides by Σ w_y.
 */
export const nll = defineLoss({
  id: "nll",
  task: "classes",
  aliases: ["negative log likelihood", "负对数似然损失", "F.nll_loss", "LogSoftmax"],
  torch: "nn.NLLLoss",
  torchDefaults: { weight: null },
  prediction: "class-log-probabilities",
  labels: "class-index",
  view: "simplex",
  golden: "NLLLoss",
  source: `def nll_loss(input, target, weight=(1.0, 1.0), ignore_index=-100):
    return F.nll_loss(input, target, weight=torch.tensor(weight), ignore_index=ignore_index)
`,
  classRatio: (numberOf) => {
    const { ignored, ratio } = classWeights(numberOf);
    return ignored ?? ratio;
  },
  sliders: {
    ...classWeightSliders,
  },
  choices: { ignore_index: [-100, 0, 1] },
  perClass: ["weight"],
});

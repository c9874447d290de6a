import { defineLoss } from "../definition";
import { classWeightSliders, classWeights } from "./classWeight";

/**
 * Softmax cross entropy on one logit per class: −w_y·ln softmax(x)_y, with label smoothing ε (1 −
 * ε)·w_y·(−ln softmax(x)_y) + (ε/C)·Σ_c w_c·(−ln softmax(x)_c). `input` [N, C], `target` [N] class
 * numbers; rows whose target is `ignore_index` are skipped. Range [0, ∞). The mean divides by Σ w_y
 * over the counted rows, not by N; if no row counts, it is 0/0 = NaN.
 */
export const crossEntropy = defineLoss({
  id: "cross-entropy",
  task: "classes",
  aliases: [
    "softmax loss",
    "softmax cross entropy",
    "categorical cross entropy",
    "CE",
    "F.cross_entropy",
    "class weights",
    "加权交叉熵",
    "类别权重",
  ],
  torch: "nn.CrossEntropyLoss",
  torchDefaults: { weight: null },
  prediction: "class-logits",
  labels: "class-index",
  accepts: { labels: "class-index-or-distribution" },
  view: "simplex",
  golden: "CrossEntropyLoss",
  source: `def cross_entropy(input, target, weight=(1.0, 1.0), ignore_index=-100, label_smoothing=0.0):
    return F.cross_entropy(
        input, target, weight=torch.tensor(weight),
        ignore_index=ignore_index, label_smoothing=label_smoothing)
`,
  classRatio: (numberOf) => {
    const { ignored, ratio } = classWeights(numberOf);
    // Smoothing gives each class half of ε, also of the other class's samples.
    const rest = 1 - numberOf("label_smoothing") / 2;
    const [own, other] = [rest * ratio - (1 - rest), rest - (1 - rest) * ratio];
    if (ignored !== undefined) return ignored;
    return other > 0 ? Math.max(0, own / other) : Number.POSITIVE_INFINITY;
  },
  sliders: {
    ...classWeightSliders,
    label_smoothing: {
      symbol: "\\varepsilon",
      min: 0,
      max: 1,
      step: 0.01,
      family: [0, 0.1, 0.3, 1],
      neutral: 0,
      landmarks: [{ value: 0, label: "torch" }],
    },
  },
  choices: { ignore_index: [-100, 0, 1] },
  perClass: ["weight"],
});

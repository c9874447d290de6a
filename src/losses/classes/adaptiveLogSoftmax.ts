import { defineLoss } from "../definition";

/**
 * Adaptive softmax: a module with its own weights rather than a plain loss. The head scores
 * frequent classes; rare classes share one output there, and a cluster with a smaller layer
 * separates them. `input` [N, in_features] features, `target` [N] class numbers sorted by
 * frequency.
 */
export const adaptiveLogSoftmax = defineLoss({
  id: "adaptive-log-softmax",
  task: "classes",
  aliases: ["adaptive softmax", "hierarchical softmax", "large vocabulary"],
  torch: "nn.AdaptiveLogSoftmaxWithLoss",
  torchDefaults: { in_features: undefined, n_classes: undefined, cutoffs: undefined },
  ownWeights: true,
  prediction: "features",
  labels: "class-index",
  view: "clusters",
  golden: "AdaptiveLogSoftmaxWithLoss",
  source: `class AdaptiveLogSoftmax(nn.Module):
    def __init__(self, in_features=64, n_classes=1000, cutoffs=(20, 200), div_value=4.0, head_bias=False):
        super().__init__()
        self.softmax = nn.AdaptiveLogSoftmaxWithLoss(
            in_features, n_classes, cutoffs, div_value=div_value, head_bias=head_bias)

    def forward(self, input, target):
        return self.softmax(input, target).loss
`,
  module: () => import("./adaptiveSoftmax").then(({ adaptiveSoftmax }) => adaptiveSoftmax),
  sliders: {
    in_features: { symbol: "d", min: 8, max: 1024, step: 8, scale: "log" },
    n_classes: { symbol: "C", min: 1000, max: 100_000, step: 100, scale: "log" },
    "cutoffs[0]": { symbol: "k_1", min: 1, max: 100, step: 1 },
    "cutoffs[1]": { symbol: "k_2", min: 101, max: 999, step: 1 },
    div_value: { symbol: "v", min: 1, max: 8, step: 0.5, landmarks: [{ value: 4, label: "torch" }] },
  },
  choices: { head_bias: [false, true] },
  cite: { text: "Grave et al. (2017), Efficient softmax approximation for GPUs", arxiv: "1609.04309" },
});

import { defineLoss } from "../definition";

/**
 * Cross entropy of a linear layer that belongs to the loss: CE(W·x + b, target), `input` [N,
 * in_features], `target` [N] class numbers. By default torch computes the two steps; with
 * `options=nn.LinearCrossEntropyOptions()` it computes the logits in chunks of the batch, so [N,
 * num_classes] is never in memory as a whole. Values and gradients are the same.
 */
export const linearCrossEntropy = defineLoss({
  id: "linear-cross-entropy",
  task: "classes",
  aliases: ["fused linear cross entropy", "chunked cross entropy", "large vocabulary"],
  torch: "nn.LinearCrossEntropyLoss",
  torchDefaults: { in_features: undefined, num_classes: undefined },
  ownWeights: true,
  prediction: "features",
  labels: "class-index",
  view: "none",
  source: `class LinearCrossEntropy(nn.Module):
    def __init__(self, in_features=64, num_classes=1000, bias=False, label_smoothing=0.0):
        super().__init__()
        self.linear = nn.Linear(in_features, num_classes, bias=bias)
        self.label_smoothing = label_smoothing

    def forward(self, input, target):
        logits = self.linear(input)
        return F.cross_entropy(logits, target, label_smoothing=self.label_smoothing)
`,
  module: () => import("./linearLayerCrossEntropy").then(({ linearLayerCrossEntropy }) => linearLayerCrossEntropy),
  sliders: {
    in_features: { symbol: "d", min: 8, max: 4096, step: 8, scale: "log" },
    num_classes: { symbol: "C", min: 10, max: 100_000, step: 10, scale: "log" },
    label_smoothing: {
      symbol: "\\varepsilon",
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      landmarks: [{ value: 0, label: "torch" }],
    },
  },
  choices: { bias: [false, true] },
});

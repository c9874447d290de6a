import { defineLoss } from "../definition";

/**
 * ‖x₁ − x₂ + ε‖_p: a distance, not a loss. ε is added to every component, so the distance of a
 * vector to itself is ε·D^(1/p), not 0. `input1`, `input2` [N, D].
 */
export const pairwiseDistance = defineLoss({
  id: "pairwise-distance",
  task: "embedding",
  aliases: ["Euclidean distance", "p-norm", "Minkowski distance", "F.pairwise_distance"],
  torch: "nn.PairwiseDistance",
  prediction: "vectors",
  labels: "none",
  view: "vectors",
  inputs: [
    { name: "input1", differentiable: true, per: "feature" },
    { name: "input2", differentiable: true, per: "feature" },
  ],
  source: `def pairwise_distance(input1, input2, p=2.0, eps=1e-6):
    return F.pairwise_distance(input1, input2, p=p, eps=eps).mean()
`,
  sliders: {
    p: { symbol: "p", min: 1, max: 8, step: 0.5, family: [1, 2, 4], landmarks: [{ value: 2, label: "torch" }] },
    eps: {
      symbol: "\\varepsilon",
      min: 1e-8,
      max: 0.1,
      step: 1e-8,
      scale: "log",
      landmarks: [{ value: 1e-6, label: "torch" }],
    },
  },
});

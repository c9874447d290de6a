import { defineLoss } from "../definition";

/**
 * x₁·x₂ / (max(‖x₁‖, ε)·max(‖x₂‖, ε)): a similarity, not a loss. It is 1 for equal directions and
 * −1 for opposite ones; minimising it turns the vectors away from each other. `input1`, `input2`
 * [N, D].
 */
export const cosineSimilarity = defineLoss({
  id: "cosine-similarity",
  task: "embedding",
  aliases: ["cosine", "余弦相似度", "F.cosine_similarity"],
  torch: "nn.CosineSimilarity",
  prediction: "vectors",
  labels: "none",
  view: "vectors",
  inputs: [
    { name: "input1", differentiable: true, per: "feature" },
    { name: "input2", differentiable: true, per: "feature" },
  ],
  golden: "CosineSimilarity",
  source: `def cosine_similarity(input1, input2, dim=1, eps=1e-8):
    return F.cosine_similarity(input1, input2, dim=dim, eps=eps).mean()
`,
  mayBeNegative: true,
  sliders: {
    eps: {
      symbol: "\\varepsilon",
      min: 1e-8,
      max: 1,
      step: 1e-8,
      scale: "log",
      landmarks: [{ value: 1e-8, label: "torch" }],
    },
  },
  choices: { dim: [1] },
});

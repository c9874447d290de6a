import { defineLoss } from "../definition";

/**
 * 1 − cos(x₁, x₂) where y = 1, max(0, cos(x₁, x₂) − margin) where y = −1. `input1`, `input2` [N,
 * D], `target` [N]. Range [0, 2]; depends only on directions. torch adds 1e−12 to each squared
 * norm, so a zero vector has cosine 0.
 */
export const cosineEmbedding = defineLoss({
  id: "cosine-embedding",
  task: "embedding",
  aliases: ["cosine loss", "F.cosine_embedding_loss"],
  torch: "nn.CosineEmbeddingLoss",
  prediction: "vectors",
  labels: "plus-minus-one",
  view: "vectors",
  inputs: [
    { name: "input1", differentiable: true, per: "feature" },
    { name: "input2", differentiable: true, per: "feature" },
    { name: "target", differentiable: false, per: "sample" },
  ],
  golden: "CosineEmbeddingLoss",
  source: `def cosine_embedding_loss(input1, input2, target, margin=0.0):
    return F.cosine_embedding_loss(input1, input2, target, margin=margin)
`,
  sliders: {
    margin: {
      symbol: "m",
      min: -1,
      max: 1,
      step: 0.05,
      family: [0, 0.25, 0.5],
      landmarks: [{ value: 0, label: "torch" }],
    },
  },
});

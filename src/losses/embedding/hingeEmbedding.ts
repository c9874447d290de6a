import { defineLoss } from "../definition";

/**
 * x where y = 1, max(0, margin − x) where y = −1, for a distance x: similar pairs are pulled
 * together, dissimilar ones pushed apart up to the margin. `input`, `target` [N]. Range [0, ∞) for
 * x ≥ 0. At x = margin the derivative for y = −1 is that of the sloped side, −1.
 */
export const hingeEmbedding = defineLoss({
  id: "hinge-embedding",
  task: "embedding",
  aliases: ["F.hinge_embedding_loss"],
  torch: "nn.HingeEmbeddingLoss",
  prediction: "distance",
  labels: "plus-minus-one",
  golden: "HingeEmbeddingLoss",
  source: `def hinge_embedding_loss(input, target, margin=1.0):
    return F.hinge_embedding_loss(input, target, margin=margin)
`,
  sliders: {
    margin: {
      symbol: "m",
      min: 0.1,
      max: 5,
      step: 0.05,
      family: [0.5, 1, 2],
      landmarks: [{ value: 1, label: "torch" }],
    },
  },
});

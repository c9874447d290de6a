import { defineLoss } from "../definition";

/**
 * ½·d² for a similar pair (y = 1), ½·max(0, margin − d)² for a dissimilar one (y = 0), where d is
 * the Euclidean distance of the two vectors. `input1`, `input2` [N, D], `target` [N]. Range [0, ∞).
 * The paper's Y is the opposite: there 0 marks a similar pair.
 */
export const contrastive = defineLoss({
  id: "contrastive",
  task: "embedding",
  aliases: ["siamese", "ContrastiveLoss", "metric learning", "Hadsell"],
  prediction: "vectors",
  labels: "zero-one",
  view: "vectors",
  inputs: [
    { name: "input1", differentiable: true, per: "feature" },
    { name: "input2", differentiable: true, per: "feature" },
    { name: "target", differentiable: false, per: "sample" },
  ],
  source: `def contrastive_loss(input1, input2, target, margin=1.0):
    d = F.pairwise_distance(input1, input2)
    together = target * d ** 2
    apart = (1 - target) * torch.relu(margin - d) ** 2
    return 0.5 * (together + apart).mean()
`,
  sliders: {
    margin: { symbol: "m", min: 0.1, max: 5, step: 0.05, family: [0.5, 1, 2] },
  },
  cite: {
    text: "Hadsell et al. (2006), Dimensionality Reduction by Learning an Invariant Mapping",
    doi: "10.1109/CVPR.2006.100",
  },
});

import { defineLoss } from "../definition";

/**
 * InfoNCE with one negative: −ln(e^(s₊/τ) / (e^(s₊/τ) + e^(s₋/τ))), where s₊ and s₋ are the cosines
 * of the anchor with the positive and the negative. It is cross entropy over the question which of
 * the two belongs to the anchor. `anchor`, `positive`, `negative` [N, D]. Smooth.
 * Cosines are bounded, so the range is [ln(1 + e^(−2/τ)), ln(1 + e^(2/τ))].
 */
export const infoNce = defineLoss({
  id: "info-nce",
  task: "embedding",
  aliases: ["NT-Xent", "SimCLR", "MoCo", "CPC", "contrastive learning"],
  prediction: "vectors",
  labels: "input-order",
  view: "vectors",
  inputs: [
    { name: "anchor", differentiable: true, per: "feature" },
    { name: "positive", differentiable: true, per: "feature" },
    { name: "negative", differentiable: true, per: "feature" },
  ],
  source: `def info_nce_loss(anchor, positive, negative, temperature=0.1):
    near = F.cosine_similarity(anchor, positive, dim=1) / temperature
    far = F.cosine_similarity(anchor, negative, dim=1) / temperature
    return -F.logsigmoid(near - far).mean()
`,
  sliders: {
    temperature: { symbol: "\\tau", min: 0.05, max: 2, step: 0.01, scale: "log", family: [0.1, 0.2, 0.5, 1] },
  },
  cite: {
    text: "van den Oord et al. (2018), Representation Learning with Contrastive Predictive Coding",
    arxiv: "1807.03748",
  },
});

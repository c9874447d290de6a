import { defineLoss } from "../definition";

/**
 * max(0, d(a, p) − d(a, n) + margin), d(u, v) = ‖u − v + ε‖_p: the negative should be farther from
 * the anchor than the positive by the margin. With `swap`, d(a, n) is min(d(a, n), d(p, n)).
 * `anchor`, `positive`, `negative` [N, D]; the order of the arguments is the label. Range [0, ∞).
 * FaceNet's loss (Schroff et al., 2015, arXiv 1503.03832) squares the distances.
 */
export const tripletMargin = defineLoss({
  id: "triplet-margin",
  task: "embedding",
  aliases: ["triplet loss", "FaceNet", "metric learning", "F.triplet_margin_loss"],
  torch: "nn.TripletMarginLoss",
  prediction: "vectors",
  labels: "input-order",
  view: "vectors",
  inputs: [
    { name: "anchor", differentiable: true, per: "feature" },
    { name: "positive", differentiable: true, per: "feature" },
    { name: "negative", differentiable: true, per: "feature" },
  ],
  golden: "TripletMarginLoss",
  source: `def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, swap=False, eps=1e-6):
    return F.triplet_margin_loss(
        anchor, positive, negative, margin=margin, p=p, swap=swap, eps=eps)
`,
  sliders: {
    margin: {
      symbol: "m",
      min: 0.05,
      max: 5,
      step: 0.05,
      family: [0.2, 1, 2],
      landmarks: [{ value: 1, label: "torch" }],
    },
    p: { symbol: "p", min: 1, max: 8, step: 0.5, landmarks: [{ value: 2, label: "torch" }] },
    eps: {
      symbol: "\\varepsilon",
      min: 1e-8,
      max: 0.1,
      step: 1e-8,
      scale: "log",
      landmarks: [{ value: 1e-6, label: "torch" }],
    },
  },
  choices: { swap: [false, true] },
  cite: {
    text: "Balntas et al. (2016), Learning local feature descriptors with triplets and shallow convolutional neural networks",
    doi: "10.5244/C.30.119",
  },
});

import { defineLoss } from "../definition";

/**
 * Triplet loss with a distance of one's choice: max(0, d(a, p) − d(a, n) + margin). `euclidean` is
 * torch's own default, ‖u − v + 1e−6‖₂; `cosine` is 1 − cos(u, v), `l1` the sum and `chebyshev` the
 * largest of |u − v|. `anchor`, `positive`, `negative` [N, D]. Range [0, ∞).
 */
export const tripletMarginWithDistance = defineLoss({
  id: "triplet-margin-distance",
  task: "embedding",
  aliases: ["triplet loss", "distance_function", "F.triplet_margin_with_distance_loss"],
  torch: "nn.TripletMarginWithDistanceLoss",
  prediction: "vectors",
  labels: "input-order",
  view: "vectors",
  inputs: [
    { name: "anchor", differentiable: true, per: "feature" },
    { name: "positive", differentiable: true, per: "feature" },
    { name: "negative", differentiable: true, per: "feature" },
  ],
  golden: "TripletMarginWithDistanceLoss",
  source: `def distance_between(a, b, distance):
    if distance == "cosine":
        return 1 - F.cosine_similarity(a, b, dim=1)
    if distance == "l1":
        return (a - b).abs().sum(dim=1)
    if distance == "chebyshev":
        return (a - b).abs().amax(dim=1)
    return F.pairwise_distance(a, b)


def triplet_margin_with_distance_loss(
        anchor, positive, negative, distance="euclidean", margin=1.0, swap=False):
    near = distance_between(anchor, positive, distance)
    far = distance_between(anchor, negative, distance)
    if swap:
        far = torch.minimum(far, distance_between(positive, negative, distance))
    return torch.clamp(near - far + margin, min=0).mean()
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
  },
  choices: { distance: ["euclidean", "cosine", "l1", "chebyshev"], swap: [false, true] },
});

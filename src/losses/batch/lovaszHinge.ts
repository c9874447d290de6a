import { defineLoss } from "../definition";

/**
 * Lovász hinge: hinge errors e = 1 − (2y − 1)·z, sorted downwards, each weighted by what its sample adds to the Jaccard loss of those before it.
 * If the first k were mistakes and the rest not, the Jaccard loss would be k / (positives + negatives among them): `jaccard`. The sum is the convex,
 * piecewise linear extension of that from sets of mistakes to margins.
 * Labels 0 and 1; range [0, ∞); at the kink e = 0 the slope is 0. With no positive in the batch only the worst negative counts.
 */
export const lovaszHinge = defineLoss({
  id: "lovasz-hinge",
  task: "imbalanced",
  aliases: ["Lovasz", "Jaccard hinge", "lovasz_hinge_flat"],
  prediction: "logit",
  labels: "zero-one",
  view: "batch",
  source: `def lovasz_hinge(z, y):
    errors, order = torch.sort(1 - (2 * y - 1) * z, descending=True)
    truth = y[order]
    rank = torch.ones_like(errors).cumsum(0)
    union = truth.sum() + (1 - truth).cumsum(0)
    jaccard = rank / union
    before = (rank - 1) / (union - (1 - truth)).clamp(min=1)
    return (F.relu(errors) * (jaccard - before)).sum()
`,
  sliders: {},
  cite: {
    text: "Berman et al. (2018), The Lovász-Softmax loss: A tractable surrogate for the optimization of the intersection-over-union measure in neural networks",
    arxiv: "1705.08790",
  },
});

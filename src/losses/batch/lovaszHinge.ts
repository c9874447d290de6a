import { defineLoss } from "../definition";

/**
 * Lovász hinge. Hinge errors e = 1 − (2y − 1)·z are sorted in descending order, and each is
 * weighted by how much its sample increases the Jaccard loss of the samples before it. `jaccard` is
 * the Jaccard loss if exactly the first k samples were mistakes: k / (positives + negatives among
 * them). The sum is the convex, piecewise linear extension of that set function. Labels 0 and 1;
 * range [0, ∞); the slope at the kink e = 0 is 0. If the batch has no positive, only the worst
 * negative counts.
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
  cite: {
    text: "Berman et al. (2018), The Lovász-Softmax loss: A tractable surrogate for the optimization of the intersection-over-union measure in neural networks",
    arxiv: "1705.08790",
  },
});

import { defineLoss } from "../definition";

/**
 * Soft bootstrapping on the logit: cross entropy against the mixture β·y + (1 − β)·p of label and
 * prediction; the gradient flows through both. Equal to β·CE(z, y) + (1 − β)·H(p), where H is the
 * entropy of the prediction. Labels 0 and 1; range [0, ∞); smooth; convex in z
 * for β ≥ ½ only.
 */
export const softBootstrapping = defineLoss({
  id: "soft-bootstrapping",
  task: "noisy-labels",
  aliases: ["bootstrap", "SoftBootstrappingLoss"],
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  source: `def soft_bootstrapping(z, y, beta=0.95):
    mixed = beta * y + (1 - beta) * torch.sigmoid(z)
    return F.binary_cross_entropy_with_logits(z, mixed)
`,
  sliders: {
    beta: {
      symbol: "\\beta",
      min: 0,
      max: 1,
      step: 0.01,
      family: [0.5, 0.8, 0.95, 1],
      neutral: 1,
      landmarks: [{ value: 1, label: "crossEntropy" }],
    },
  },
  cite: {
    text: "Reed et al. (2015), Training Deep Neural Networks on Noisy Labels with Bootstrapping",
    arxiv: "1412.6596",
  },
});

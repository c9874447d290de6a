import { defineLoss } from "../definition";

/**
 * Cross entropy on a probability against smoothed labels: y becomes y·(1 − ε) + ε/2. Labels 0 and
 * 1. The minimum, at p = 1 − ε/2 for positives and p = ε/2 for negatives, is above 0. Logarithms
 * are clamped at −100.
 */
export const labelSmoothing = defineLoss({
  id: "label-smoothing",
  task: "noisy-labels",
  aliases: ["smoothed labels", "LabelSmoothing"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "LabelSmoothedBCELoss",
  source: `def label_smoothed_bce(p, y, epsilon=0.1):
    smoothed = y * (1 - epsilon) + epsilon / 2
    return F.binary_cross_entropy(p, smoothed)
`,
  sliders: {
    epsilon: {
      symbol: "\\varepsilon",
      min: 0,
      max: 0.5,
      step: 0.01,
      family: [0, 0.05, 0.1, 0.2],
      neutral: 0,
      landmarks: [
        { value: 0, label: "crossEntropy" },
        { value: 0.1, label: "paper" },
      ],
    },
  },
  cite: {
    text: "Szegedy et al. (2016), Rethinking the Inception Architecture for Computer Vision",
    arxiv: "1512.00567",
  },
});

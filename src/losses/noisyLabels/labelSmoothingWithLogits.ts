import { defineLoss } from "../definition";

/**
 * Cross entropy on the logit against smoothed labels: y becomes y·(1 − ε) + ε/2. Labels 0 and 1;
 * smooth and convex. The minimum is at z = ±ln((2 − ε)/ε); a sample that is right beyond it is
 * pulled back.
 */
export const labelSmoothingWithLogits = defineLoss({
  id: "label-smoothing-logits",
  task: "noisy-labels",
  aliases: ["smoothed labels", "LabelSmoothing"],
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  golden: "LabelSmoothedBCEWithLogitsLoss",
  source: `def label_smoothed_bce_with_logits(z, y, epsilon=0.1):
    smoothed = y * (1 - epsilon) + epsilon / 2
    return F.binary_cross_entropy_with_logits(z, smoothed)
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

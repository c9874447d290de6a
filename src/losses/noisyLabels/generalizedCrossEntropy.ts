import { defineLoss } from "../definition";

/**
 * Generalised cross entropy on a probability: (1 − p_t^q)/q; q → 0 is cross entropy, q = 1 the absolute error.
 * Labels 0 and 1; range [0, 1/q]. At p_t = 0 its slope in p is infinite for q < 1; as a function of the logit it is finite everywhere.
 */
export const generalizedCrossEntropy = defineLoss({
  id: "gce",
  task: "noisy-labels",
  aliases: ["GCE", "Lq loss", "generalised cross entropy"],
  prediction: "probability",
  labels: "zero-one",
  golden: "BinaryGeneralizedCrossEntropyLoss",
  source: `def generalized_cross_entropy(p, y, q=0.7):
    p_t = y * p + (1 - y) * (1 - p)
    return ((1 - p_t ** q) / q).mean()
`,
  sliders: {
    q: {
      symbol: "q",
      min: 0.01,
      max: 1,
      step: 0.01,
      family: [0.1, 0.4, 0.7, 1],
      landmarks: [{ value: 0.7, label: "paper" }],
    },
  },
  cite: {
    text: "Zhang and Sabuncu (2018), Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels",
    arxiv: "1805.07836",
  },
});

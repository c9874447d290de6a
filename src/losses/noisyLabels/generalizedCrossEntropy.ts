import { defineLoss } from "../definition";

/**
 * Generalised cross entropy on a probability: (1 − p_t^q)/q; q → 0 is cross entropy, q = 1 the
 * absolute error. Labels 0 and 1; range [0, 1/q]. For q < 1 the slope in p grows without bound
 * towards p_t = 0, and 0·∞ would be NaN: at p_t = 0 the source returns the constant 1/q. Its slope
 * 0 is also the limit of the slope in the logit. q = 1 needs none of that.
 */
export const generalizedCrossEntropy = defineLoss({
  id: "gce",
  task: "noisy-labels",
  aliases: ["GCE", "Lq loss", "generalised cross entropy"],
  prediction: "probability",
  labels: "zero-one",
  golden: "BinaryGeneralizedCrossEntropyLoss",
  takesLimits: true,
  source: `def generalized_cross_entropy(p, y, q=0.7):
    p_t = y * p + (1 - y) * (1 - p)
    if q == 1:
        return (1 - p_t).mean()
    base = torch.where(p_t > 0, p_t, 1.0)
    return (torch.where(p_t > 0, 1 - base ** q, 1.0) / q).mean()
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

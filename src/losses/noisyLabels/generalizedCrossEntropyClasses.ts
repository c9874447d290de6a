import { defineLoss } from "../definition";

/**
 * Generalised cross entropy for several classes: (1 − p_y^q)/q, where p_y is the softmax
 * probability of the true class. Labels are class numbers; range [0, 1/q]; smooth. The power is
 * e^(q·ln p_y): value and gradient are finite for every logit.
 */
export const generalizedCrossEntropyClasses = defineLoss({
  id: "gce-classes",
  task: "noisy-labels",
  aliases: ["GCE", "Lq loss", "generalised cross entropy"],
  prediction: "class-logits",
  labels: "class-index",
  view: "simplex",
  golden: "GeneralizedCrossEntropyLoss",
  source: `def generalized_cross_entropy(z, y, q=0.7):
    log_p = F.log_softmax(z, dim=1).gather(1, y.unsqueeze(1)).squeeze(1)
    return ((1 - torch.exp(q * log_p)) / q).mean()
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

import { defineLoss } from "../definition";

/**
 * The difference of two hinges, (max(0, 1 − m) − max(0, s − m)) / (1 − s) with m = y·z: 0 for m ≥
 * 1, 1 for m ≤ s, linear in between. Labels −1 and 1; range [0, 1]; kinks at s and 1, with
 * torch.relu's derivative 0. s < 1.
 */
export const ramp = defineLoss({
  id: "ramp",
  task: "margin",
  aliases: ["truncated hinge", "robust SVM"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def ramp_loss(z, y, s=-1.0):
    m = y * z
    return ((torch.relu(1 - m) - torch.relu(s - m)) / (1 - s)).mean()
`,
  sliders: {
    s: { symbol: "s", min: -4, max: 0.9, step: 0.05 },
  },
  cite: { text: "Collobert et al. (2006), Trading Convexity for Scalability", doi: "10.1145/1143844.1143870" },
});

import { defineLoss } from "../definition";

/**
 * |p − y| / max(|y|, ε), as a share, not a percentage. Range [0, ∞); at p = y the derivative is
 * taken as 0. Meant for labels away from 0: a label 0 has no relative error, and Keras's ε weights
 * it 1/ε times as much as a label 1. ε > 0.
 */
export const mape = defineLoss({
  id: "mape",
  task: "regression",
  aliases: ["mean absolute percentage error", "relative error"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def mape_loss(p, y, eps=1e-7):
    return (torch.abs(p - y) / torch.clamp(torch.abs(y), min=eps)).mean()
`,
  // A label 0 is divided by ε, a label 1 by 1.
  classRatio: (numberOf) => numberOf("eps"),
  sliders: {
    eps: {
      symbol: "\\varepsilon",
      min: 1e-7,
      max: 1,
      step: 1e-7,
      scale: "log",
      landmarks: [{ value: 1e-7, label: "keras" }],
    },
  },
});

import { defineLoss } from "../definition";

/**
 * 2·|p − y| / max(|p| + |y|, ε). Range [0, 2]; at p = y the derivative is taken as 0. For a label 0
 * it is 2 for every prediction above ε, with no slope. ε > 0.
 */
export const smape = defineLoss({
  id: "smape",
  task: "regression",
  aliases: ["symmetric mean absolute percentage error"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def smape_loss(p, y, eps=1e-7):
    size = torch.clamp(torch.abs(p) + torch.abs(y), min=eps)
    return (2 * torch.abs(p - y) / size).mean()
`,
  // At p = ½ a label 1 has the slope −2·2/1.5², a label 0 none unless ε is larger. (With such an ε
  // the loss has two minima, and this is where the upper one begins.)
  classRatio: (numberOf) => (numberOf("eps") > 0.5 ? (8 / 9) * numberOf("eps") : Number.POSITIVE_INFINITY),
  sliders: {
    eps: { symbol: "\\varepsilon", min: 1e-7, max: 1, step: 1e-7, scale: "log" },
  },
});

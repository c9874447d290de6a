import { defineLoss } from "../definition";
import { classWeightSliders, classWeights } from "./classWeight";

/**
 * Multi-class hinge: Σ_{j≠y} w_y·max(0, margin − x_y + x_j)^p / C. `input` [N, C] scores, `target`
 * [N] class numbers; p is 1 or 2. Range [0, ∞); exactly 0 once the true score exceeds all others by
 * the margin. At the kink the derivative is 0.
 */
export const multiMargin = defineLoss({
  id: "multi-margin",
  task: "classes",
  aliases: ["multi-class hinge", "multi-class SVM", "F.multi_margin_loss"],
  torch: "nn.MultiMarginLoss",
  torchDefaults: { weight: null },
  prediction: "class-logits",
  labels: "class-index",
  view: "simplex",
  golden: "MultiMarginLoss",
  source: `def multi_margin_loss(input, target, p=1, margin=1.0, weight=(1.0, 1.0)):
    return F.multi_margin_loss(
        input, target, p=p, margin=margin, weight=torch.tensor(weight))
`,
  classRatio: (numberOf) => classWeights(numberOf).ratio,
  sliders: {
    margin: { symbol: "m", min: 0, max: 5, step: 0.05, landmarks: [{ value: 1, label: "torch" }] },
    ...classWeightSliders,
  },
  choices: { p: [1, 2] },
  perClass: ["weight"],
});

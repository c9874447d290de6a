import { defineLoss } from "../definition";

/**
 * max(0, −y·(x₁ − x₂) + margin): y = 1 wants the first score higher, y = −1 the second. `input1`,
 * `input2`, `target` [N]. Range [0, ∞). At the kink the derivative is that of the sloped side, ∓y.
 */
export const marginRanking = defineLoss({
  id: "margin-ranking",
  task: "ranking",
  aliases: ["pairwise hinge", "ranking loss", "F.margin_ranking_loss"],
  torch: "nn.MarginRankingLoss",
  prediction: "score-pair",
  labels: "plus-minus-one",
  view: "scores",
  inputs: [
    { name: "input1", differentiable: true, per: "sample" },
    { name: "input2", differentiable: true, per: "sample" },
    { name: "target", differentiable: false, per: "sample" },
  ],
  golden: "MarginRankingLoss",
  source: `def margin_ranking_loss(input1, input2, target, margin=0.0):
    return F.margin_ranking_loss(input1, input2, target, margin=margin)
`,
  sliders: {
    margin: {
      symbol: "m",
      min: 0,
      max: 3,
      step: 0.05,
      family: [0, 0.5, 1],
      neutral: 0,
      landmarks: [{ value: 0, label: "torch" }],
    },
  },
});

import { defineLoss } from "../definition";

/**
 * Logistic loss on the difference of two scores: ln(1 + exp(−σ·y·(x₁ − x₂))), y = 1 where the first
 * should rank higher, −1 where the second should. `input1`, `input2`, `target` [N]. Range (0, ∞);
 * smooth and convex: a correctly ordered pair is still pushed slightly further apart.
 */
export const rankNet = defineLoss({
  id: "ranknet",
  task: "ranking",
  aliases: ["pairwise logistic", "BPR", "learning to rank"],
  prediction: "score-pair",
  labels: "plus-minus-one",
  view: "scores",
  inputs: [
    { name: "input1", differentiable: true, per: "sample" },
    { name: "input2", differentiable: true, per: "sample" },
    { name: "target", differentiable: false, per: "sample" },
  ],
  source: `def ranknet_loss(input1, input2, target, sigma=1.0):
    lead = sigma * target * (input1 - input2)
    return -F.logsigmoid(lead).mean()
`,
  sliders: {
    sigma: {
      symbol: "\\sigma",
      min: 0.1,
      max: 10,
      step: 0.1,
      scale: "log",
      family: [0.5, 1, 2, 5],
    },
  },
  cite: { text: "Burges et al. (2005), Learning to Rank using Gradient Descent", doi: "10.1145/1102351.1102363" },
});

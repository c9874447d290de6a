import { defineLoss } from "../definition";

/**
 * Negative log-likelihood of a normal distribution whose mean and variance are both predicted:
 * ½·(ln v + (y − x)²/v), v = max(var, ε); `full` adds ½·ln 2π. `input`, `target`, `var` [N].
 * Without ε it would be unbounded below as v → 0 at y = x. torch clamps var to ε outside of
 * autograd: the gradient flows as if var itself were ε.
 */
export const gaussianNll = defineLoss({
  id: "gaussian-nll",
  task: "regression",
  aliases: ["heteroscedastic regression", "uncertainty", "F.gaussian_nll_loss"],
  torch: "nn.GaussianNLLLoss",
  prediction: "mean-and-variance",
  labels: "number",
  inputs: [
    { name: "input", differentiable: true, per: "sample" },
    { name: "target", differentiable: false, per: "sample" },
    { name: "var", differentiable: true, per: "sample" },
  ],
  golden: "GaussianNLLLoss",
  source: `def gaussian_nll_loss(input, target, var, full=False, eps=1e-6):
    return F.gaussian_nll_loss(input, target, var, full=full, eps=eps)
`,
  mayBeNegative: true,
  sliders: {
    eps: {
      symbol: "\\varepsilon",
      min: 1e-8,
      max: 1,
      step: 1e-8,
      scale: "log",
      landmarks: [{ value: 1e-6, label: "torch" }],
    },
  },
  choices: { full: [false, true] },
  cite: {
    text: "Nix & Weigend (1994), Estimating the Mean and Variance of the Target Probability Distribution",
    doi: "10.1109/ICNN.1994.374138",
  },
});

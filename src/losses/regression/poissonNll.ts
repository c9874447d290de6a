import { defineLoss } from "../definition";

/**
 * Poisson negative log-likelihood: e^x − y·x where x is the logarithm of the rate; x − y·ln(x + ε)
 * where x is the rate itself. `full` adds Stirling's y·ln y − y + ½·ln(2πy) where y > 1, a constant
 * of the label. y ≥ 0; convex, smallest at rate = y.
 */
export const poissonNll = defineLoss({
  id: "poisson-nll",
  task: "regression",
  aliases: ["Poisson regression", "count regression", "F.poisson_nll_loss"],
  torch: "nn.PoissonNLLLoss",
  prediction: "rate",
  labels: "not-negative",
  golden: "PoissonNLLLoss",
  source: `def poisson_nll_loss(x, y, log_input=True, full=False, eps=1e-8):
    return F.poisson_nll_loss(x, y, log_input=log_input, full=full, eps=eps)
`,
  mayBeNegative: true,
  sliders: {
    eps: {
      symbol: "\\varepsilon",
      min: 1e-8,
      max: 0.1,
      step: 1e-8,
      scale: "log",
      landmarks: [{ value: 1e-8, label: "torch" }],
    },
  },
  choices: { log_input: [true, false], full: [false, true] },
});

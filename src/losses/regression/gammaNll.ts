import { defineLoss } from "../definition";

/**
 * Gamma negative log-likelihood per unit of shape, without the constant that depends only on y: x +
 * y·e^(−x), where x is the logarithm of the mean. y > 0; range [1 + ln y, ∞); smooth and convex in
 * x, smallest at e^x = y. A label 0 leaves x, which has no minimum.
 */
export const gammaNll = defineLoss({
  id: "gamma-nll",
  task: "regression",
  aliases: ["gamma regression", "gamma deviance"],
  prediction: "log-mean",
  labels: "positive",
  source: `def gamma_nll_loss(log_mean, y):
    return (log_mean + y * torch.exp(-log_mean)).mean()
`,
  mayBeNegative: true,
  cite: {
    text: "Jørgensen (1987), Exponential Dispersion Models",
    doi: "10.1111/j.2517-6161.1987.tb01685.x",
  },
});

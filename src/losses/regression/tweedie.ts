import { defineLoss } from "../definition";

/**
 * Tweedie negative log-likelihood with power ρ, without the constant that depends only on y: e^((2
 * − ρ)·x)/(2 − ρ) − y·e^((1 − ρ)·x)/(1 − ρ), where x is the logarithm of the mean. y ≥ 0; range (0,
 * ∞); smooth and convex in x, smallest at e^x = y. ρ → 1 approaches Poisson's, ρ → 2 gamma's. 1 < ρ
 * < 2.
 */
export const tweedie = defineLoss({
  id: "tweedie",
  task: "regression",
  aliases: ["compound Poisson", "Tweedie deviance", "insurance claims"],
  prediction: "log-mean",
  labels: "not-negative",
  source: `def tweedie_loss(log_mean, y, rho=1.5):
    a = y * torch.exp((1 - rho) * log_mean) / (1 - rho)
    b = torch.exp((2 - rho) * log_mean) / (2 - rho)
    return (b - a).mean()
`,
  sliders: {
    rho: { symbol: "\\rho", min: 1.01, max: 1.99, step: 0.01 },
  },
  cite: {
    text: "Jørgensen (1987), Exponential Dispersion Models",
    doi: "10.1111/j.2517-6161.1987.tb01685.x",
  },
});

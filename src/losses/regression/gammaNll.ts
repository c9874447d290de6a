import { defineLoss } from "../definition";

/**
 * Gamma negative log-likelihood for one unit of shape and up to a constant of y, x + y·e^(−x), for x the logarithm of the mean. y > 0; range
 * [1 + ln y, ∞); smooth and convex in x, least at e^x = y. A label 0 leaves x, which has no minimum.
 */
export const gammaNll = defineLoss({
  id: "gamma-nll",
  task: "regression",
  aliases: ["gamma regression", "gamma deviance"],
  prediction: "rate",
  labels: "number",
  source: `def gamma_nll_loss(log_mean, y):
    return (log_mean + y * torch.exp(-log_mean)).mean()
`,
  sliders: {},
});

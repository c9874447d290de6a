import { defineLoss } from "../definition";

/**
 * ln cosh(p − y), computed without overflow. Range [0, ∞); smooth: r²/2 near zero, |r| − ln 2 far
 * away, derivative tanh r.
 */
export const logCosh = defineLoss({
  id: "log-cosh",
  task: "regression",
  aliases: ["LogCosh", "logcosh"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "LogCoshLoss",
  source: `def log_cosh_loss(p, y):
    d = p - y
    return (d - F.logsigmoid(2 * d) - math.log(2.0)).mean()
`,
});

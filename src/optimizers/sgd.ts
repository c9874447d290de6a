import { defineOptimizer } from "./optimizer";
import { flag, fraction, unitInterval } from "./setting";

/** Stochastic gradient descent with torch's momentum, whose buffer starts as the first gradient. */
export const sgd = defineOptimizer({
  name: "SGD",
  learningRate: 0.001,
  suggestedRate: 0.1,
  weightDecay: { default: 0, coupled: true },
  settings: {
    momentum: fraction(0, "momentum"),
    dampening: unitInterval(0, "dampening"),
    nesterov: flag("nesterov", ({ momentum, dampening }) => momentum !== 0 && dampening === 0),
  },
  state: ({ momentum }): { buffer?: number } => (momentum === 0 ? {} : { buffer: 0 }),
  scalars: {
    formula: "intake = 1 at the first step, then 1 − dampening",
    at: (step, { dampening }) => ({ intake: step === 1 ? 1 : 1 - dampening }),
  },
  update({ parameter, gradient, rate, momentum, buffer, intake }, { nesterov }) {
    if (buffer === undefined) return { parameter: parameter.minus(rate.times(gradient)) };
    const kept = momentum.times(buffer).plus(intake.times(gradient));
    const direction = nesterov ? gradient.plus(momentum.times(kept)) : kept;
    return { parameter: parameter.minus(rate.times(direction)), buffer: kept };
  },
});

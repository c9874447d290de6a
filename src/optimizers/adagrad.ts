import { defineOptimizer } from "./optimizer";
import { epsilon, rate } from "./setting";

/**
 * Duchi, Hazan and Singer (2011), Adaptive Subgradient Methods, JMLR 12. ε is added after the root.
 */
export const adagrad = defineOptimizer({
  name: "Adagrad",
  learningRate: 0.01,
  suggestedRate: 0.1,
  weightDecay: { default: 0, coupled: true },
  settings: {
    rateDecay: rate(0, "lr_decay"),
    initialAccumulator: rate(0, "initial_accumulator_value"),
    epsilon: epsilon(1e-10),
  },
  state: ({ initialAccumulator }) => ({ sum: initialAccumulator }),
  scalars: {
    formula: "rateFactor = 1 / (1 + (t − 1) · rateDecay)",
    at: (step, { rateDecay }) => ({ rateFactor: 1 / (1 + (step - 1) * rateDecay) }),
  },
  update({ parameter, gradient, rate, epsilon, rateFactor, ...values }) {
    const sum = values.sum.plus(gradient.times(gradient));
    const step = rate.times(rateFactor).times(gradient).over(sum.sqrt().plus(epsilon));
    return { parameter: parameter.minus(step), sum };
  },
});

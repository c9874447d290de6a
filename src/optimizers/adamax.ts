import { adamFamilySettings } from "./adam";
import { defineOptimizer } from "./optimizer";

/**
 * Kingma and Ba (2015), arXiv:1412.6980, section 7.1: Adam under the infinity norm. ε is added to
 * the gradient's magnitude.
 */
export const adamax = defineOptimizer({
  name: "Adamax",
  learningRate: 0.002,
  suggestedRate: 0.01,
  weightDecay: { default: 0, coupled: true },
  settings: adamFamilySettings,
  state: () => ({ mean: 0, largest: 0 }),
  scalars: {
    formula: "rateFactor = 1 / (1 − beta1^t)",
    at: (step, { beta1 }) => ({ rateFactor: 1 / (1 - beta1 ** step) }),
  },
  update({ parameter, gradient, rate, beta1, beta2, epsilon, rateFactor, ...values }) {
    const mean = beta1.times(values.mean).plus(beta1.rest().times(gradient));
    const largest = beta2.times(values.largest).max(gradient.abs().plus(epsilon));
    return { parameter: parameter.minus(rate.times(rateFactor).times(mean.over(largest))), mean, largest };
  },
});

import { adamFamilySettings } from "./adam";
import { defineOptimizer } from "./optimizer";

/**
 * Liu et al. (2020), On the Variance of the Adaptive Learning Rate and Beyond, arXiv:1908.03265.
 * Momentum alone until the squares are known well enough. ε is added to the root before it is
 * corrected.
 */
export const rAdam = defineOptimizer({
  name: "RAdam",
  learningRate: 0.001,
  suggestedRate: 0.01,
  weightDecay: { default: 0, coupled: true },
  settings: adamFamilySettings,
  state: () => ({ mean: 0, square: 0 }),
  scalars: {
    formula:
      "rateFactor = 1 / (1 − beta1^t), ρ_∞ = 2 / (1 − beta2) − 1, " +
      "ρ_t = ρ_∞ − 2 t beta2^t / (1 − beta2^t), rectification = 0 where ρ_t ≤ 5, " +
      "else √((1 − beta2^t)(ρ_t − 4)(ρ_t − 2) ρ_∞ / ((ρ_∞ − 4)(ρ_∞ − 2) ρ_t))",
    at(step, { beta1, beta2 }) {
      const correction2 = 1 - beta2 ** step;
      const longest = 2 / (1 - beta2) - 1;
      const length = longest - (2 * step * beta2 ** step) / correction2;
      const variance = ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length);
      return {
        rateFactor: 1 / (1 - beta1 ** step),
        rectification: length > 5 ? Math.sqrt(correction2) * Math.sqrt(variance) : 0,
      };
    },
  },
  update({ parameter, gradient, rate, beta1, beta2, epsilon, rateFactor, rectification, ...values }) {
    const mean = beta1.times(values.mean).plus(beta1.rest().times(gradient));
    const square = beta2.times(values.square).plus(beta2.rest().times(gradient).times(gradient));
    const step = rate.times(rateFactor).times(mean);
    const adaptive = rectification.times(step).over(square.sqrt().plus(epsilon));
    return { parameter: parameter.minus(adaptive.where(rectification, step)), mean, square };
  },
});

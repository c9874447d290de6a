import { adamFamilySettings } from "./adam";
import { defineOptimizer } from "./optimizer";
import { rate } from "./setting";

/**
 * Dozat (2016), Incorporating Nesterov Momentum into Adam. ε is added after the root of the
 * corrected square. As in torch 2 and, before, torch's `foreach` loop; its plain loop took the last
 * μ twice into the product (pytorch/pytorch#92699).
 */
export const nAdam = defineOptimizer({
  name: "NAdam",
  learningRate: 0.002,
  suggestedRate: 0.01,
  weightDecay: { default: 0, coupled: true },
  settings: {
    ...adamFamilySettings,
    momentumDecay: rate(0.004, "momentum_decay"),
  },
  state: () => ({ mean: 0, square: 0 }),
  scalars: {
    formula:
      "μ_t = beta1 · (1 − 0.96^(t · momentumDecay) / 2), product = μ_1 · … · μ_t, " +
      "gradientFactor = (1 − μ_t) / (1 − product), meanFactor = μ_(t+1) / (1 − product · μ_(t+1)), " +
      "squareFactor = 1 / (1 − beta2^t)",
    at(step, { beta1, beta2, momentumDecay }, previous) {
      const momentum = (t: number) => beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
      const [now, next] = [momentum(step), momentum(step + 1)];
      const product = (previous?.product ?? 1) * now;
      return {
        product,
        gradientFactor: (1 - now) / (1 - product),
        meanFactor: next / (1 - product * next),
        squareFactor: 1 / (1 - beta2 ** step),
      };
    },
  },
  update({ parameter, gradient, rate, beta1, beta2, epsilon, gradientFactor, meanFactor, squareFactor, ...values }) {
    const mean = beta1.times(values.mean).plus(beta1.rest().times(gradient));
    const square = beta2.times(values.square).plus(beta2.rest().times(gradient).times(gradient));
    const root = square.times(squareFactor).sqrt().plus(epsilon);
    const direction = gradientFactor.times(gradient).plus(meanFactor.times(mean));
    return { parameter: parameter.minus(rate.times(direction).over(root)), mean, square };
  },
});

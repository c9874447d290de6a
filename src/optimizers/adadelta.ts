import { defineOptimizer } from "./optimizer";
import { epsilon, fraction } from "./setting";

/**
 * Zeiler (2012), ADADELTA: An Adaptive Learning Rate Method, arXiv:1212.5701. ε is added under the
 * roots.
 */
export const adadelta = defineOptimizer({
  name: "Adadelta",
  learningRate: 1,
  suggestedRate: 1,
  weightDecay: { default: 0, coupled: true },
  settings: { rho: fraction(0.9, "rho"), epsilon: epsilon(1e-6) },
  /** Moving averages of the squared gradient and of the squared step. */
  state: () => ({ square: 0, steps: 0 }),
  update({ parameter, gradient, rate, rho, epsilon, ...values }) {
    const square = rho.times(values.square).plus(rho.rest().times(gradient).times(gradient));
    const scale = values.steps.plus(epsilon).sqrt().over(square.plus(epsilon).sqrt());
    const step = scale.times(gradient);
    const steps = rho.times(values.steps).plus(rho.rest().times(step).times(step));
    return { parameter: parameter.minus(rate.times(step)), square, steps };
  },
});

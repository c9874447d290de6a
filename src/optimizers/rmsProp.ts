import { defineOptimizer } from "./optimizer";
import { epsilon, flag, fraction } from "./setting";

/**
 * Tieleman and Hinton (2012), lecture 6.5 of Neural Networks for Machine Learning; centred as in
 * Graves (2013), arXiv:1308.0850. ε is added after the root.
 */
export const rmsProp = defineOptimizer({
  name: "RMSprop",
  learningRate: 0.01,
  suggestedRate: 0.01,
  weightDecay: { default: 0, coupled: true },
  settings: {
    smoothing: fraction(0.99, "alpha"),
    epsilon: epsilon(1e-8),
    momentum: fraction(0, "momentum"),
    centered: flag("centered"),
  },
  state: ({ centered, momentum }): { square: number; mean?: number; buffer?: number } => ({
    square: 0,
    ...(centered && { mean: 0 }),
    ...(momentum !== 0 && { buffer: 0 }),
  }),
  update(values) {
    const { parameter, gradient, rate, smoothing, epsilon, momentum } = values;
    const rest = smoothing.rest();
    const square = smoothing.times(values.square).plus(rest.times(gradient).times(gradient));
    const mean = values.mean && smoothing.times(values.mean).plus(rest.times(gradient));
    // Rounding alone can make the centred square negative.
    const variance = mean ? square.minus(mean.times(mean)).positivePart() : square;
    const scaled = gradient.over(variance.sqrt().plus(epsilon));
    const buffer = values.buffer && scaled.plus(momentum.times(values.buffer));
    return {
      parameter: parameter.minus(rate.times(buffer ?? scaled)),
      square,
      ...(mean && { mean }),
      ...(buffer && { buffer }),
    };
  },
});

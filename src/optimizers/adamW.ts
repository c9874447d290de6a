import { adamParts, adamUpdate } from "./adam";
import { defineOptimizer } from "./optimizer";

/** Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization, arXiv:1711.05101. */
export const adamW = defineOptimizer({
  name: "AdamW",
  learningRate: 0.001,
  suggestedRate: 0.01,
  weightDecay: { default: 0.01, coupled: false },
  ...adamParts,
  update(values) {
    const { parameter, rate, decay } = values;
    return adamUpdate(parameter.minus(rate.times(decay).times(parameter)), values);
  },
});

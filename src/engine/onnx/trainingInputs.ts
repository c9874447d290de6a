import type { MemberSettings } from "../backend";
import type { StepScalars } from "../stepScalars";

/** A model's rates, by the names of the graph's inputs, double [1] each. */
export const RATES = [
  "learning_rate_weights",
  "learning_rate_biases",
  "weight_decay_weights",
  "weight_decay_biases",
  "l1",
  "l2",
] as const;
export type RateName = (typeof RATES)[number];

export function rateValues({ learningRate, weightDecay, l1, l2 }: MemberSettings): Record<RateName, number> {
  return {
    learning_rate_weights: learningRate.weights,
    learning_rate_biases: learningRate.biases,
    weight_decay_weights: weightDecay.weights,
    weight_decay_biases: weightDecay.biases,
    l1,
    l2,
  };
}

/** The step's scalars, by the names of the graph's inputs, double [steps, 1] each. */
export const SCALAR_INPUTS: Readonly<Record<keyof StepScalars, string>> = {
  correction1: "first_correction",
  correction2: "second_correction",
  rateFactor: "rate_factor",
  dampeningFactor: "dampening_factor",
};

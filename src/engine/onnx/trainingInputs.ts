import type { MemberSettings } from "../backend";

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

/** The input with one of an optimiser's scalars: double [steps, 1]. */
export function scalarInput(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

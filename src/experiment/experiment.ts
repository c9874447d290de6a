/**
 * The one object that flows through the house: everything that decides a run, as plain,
 * serialisable values. The controls edit it, the link holds it, the worker trains it. Its schema
 * and limits: `schema.ts`.
 */

import type { Dataset } from "../datasets";

export type ActivationName = "relu" | "leaky_relu" | "tanh" | "sigmoid";

export interface ModelSettings {
  /** Widths of the hidden layers, first to last; the network is 2 – hidden – 1. */
  hidden: readonly number[];
  activation: ActivationName;
  /** Of leaky_relu. */
  negativeSlope: number;
}

export interface LossChoice {
  /** An id of `losses/index.ts`. */
  id: string;
  /** Values that differ from the source's defaults, by parameter name. */
  parameters: Readonly<Record<string, number | boolean | string | null>>;
}

export type OptimizerName = "SGD" | "Adam" | "AdamW" | "RMSprop" | "Adagrad";

/**
 * torch.optim's hyper-parameters under torch's names in camelCase; each optimiser reads its own and
 * ignores the rest.
 */
export interface OptimizerSettings {
  name: OptimizerName;
  learningRate: number;
  weightDecay: number;
  /** Whether weight decay reaches biases too (`all` parameters) or weights alone. */
  weightDecayScope: "all" | "weights";
  /** SGD, RMSprop. */
  momentum: number;
  /** SGD. */
  dampening: number;
  nesterov: boolean;
  /** Adam, AdamW. */
  beta1: number;
  beta2: number;
  amsgrad: boolean;
  /** Added to the root: Adam, AdamW, RMSprop, Adagrad. */
  epsilon: number;
  /** RMSprop's smoothing constant (torch: alpha). */
  smoothing: number;
  centered: boolean;
  /** Adagrad. */
  rateDecay: number;
  initialAccumulator: number;
}

export interface Regularisation {
  /** λ of λ·Σ|w|, over weights, not biases. */
  l1: number;
  /** λ of ½λ·Σw², over weights, not biases. */
  l2: number;
}

/** One seed for each thing drawn by chance, so that one can vary while the others stay. */
export interface Seeds {
  data: number;
  split: number;
  weights: number;
  order: number;
}

export interface Experiment {
  dataset: Dataset;
  /** Share of the samples used for training, the rest validates. */
  trainFraction: number;
  model: ModelSettings;
  loss: LossChoice;
  optimizer: OptimizerSettings;
  regularisation: Regularisation;
  batchSize: number;
  epochs: number;
  seeds: Seeds;
}

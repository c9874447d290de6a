/**
 * The one object that flows through the house: everything that decides a run, as plain,
 * serialisable values. The controls edit it, the link holds it, the worker trains it. Its schema
 * and limits: `schema.ts`.
 */

import type { Dataset } from "../datasets";
import type { OptimizerSettings } from "../optimizers";

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

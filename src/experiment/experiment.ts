/**
 * The central value of the program: everything that determines a run, as plain, serialisable data.
 * Controls edit it, links hold it, the worker trains it. Its schema and limits: `schema.ts`.
 */

import type { Dataset } from "../datasets";
import type { OptimizerSettings } from "../optimizers";

export type ActivationName = "relu" | "leaky_relu" | "tanh" | "sigmoid";

export interface ModelSettings {
  /**
   * Widths of the hidden layers, first to last; the network is 2 – hidden – outputs, with one
   * output or one per class.
   */
  hidden: readonly number[];
  activation: ActivationName;
  /** Slope of leaky_relu below zero. */
  negativeSlope: number;
}

export interface LossChoice {
  /** An id from `losses/index.ts`. */
  id: string;
  /** Parameter values that differ from the source's defaults, by name. */
  parameters: Readonly<Record<string, number | boolean | string | null>>;
}

export interface Regularisation {
  /** λ in λ·Σ|w|, over weights, not biases. */
  l1: number;
  /** λ in ½λ·Σw², over weights, not biases. */
  l2: number;
}

/** One seed for each random quantity, so that one can vary while the others stay. */
export interface Seeds {
  data: number;
  split: number;
  weights: number;
  order: number;
}

export interface Experiment {
  dataset: Dataset;
  /** Share of the samples used for training; the rest validate. */
  trainFraction: number;
  model: ModelSettings;
  loss: LossChoice;
  optimizer: OptimizerSettings;
  regularisation: Regularisation;
  batchSize: number;
  epochs: number;
  seeds: Seeds;
}

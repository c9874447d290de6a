import { RATE } from "../optimizers";

/**
 * Bounds of an experiment's fields, those of its data set (`src/datasets`) and of its optimiser's own
 * settings (`src/optimizers`) apart: what the schema enforces and the controls show.
 */
export const limits = {
  trainFraction: { min: 0.05, max: 0.95 },
  hiddenLayers: { min: 0, max: 6 },
  width: { min: 1, max: 64 },
  negativeSlope: { min: 0, max: 1 },
  batchSize: { min: 1, max: 1_000_000 },
  epochs: { min: 1, max: 100_000 },
  /** Learning rates, weight decay, penalties. */
  rate: RATE,
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const;

import { RATE_BOUNDS } from "../optimizers/setting";

/**
 * Bounds of an experiment's fields, enforced by the schema and shown by the controls. Those of data
 * sets are in `src/datasets`, those of an optimiser's own settings in `src/optimizers`.
 */
export const limits = {
  trainFraction: { min: 0.05, max: 0.95 },
  hiddenLayers: { min: 0, max: 6 },
  width: { min: 1, max: 64 },
  negativeSlope: { min: 0, max: 1 },
  batchSize: { min: 1, max: 1_000_000 },
  epochs: { min: 1, max: 100_000 },
  /** Learning rates, weight decay, penalties. */
  rate: RATE_BOUNDS,
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const;

/** Runs in a page: the pool that trains sweeps trains a task's models. */

import type { Experiment } from "../src/experiment/experiment";
import { totalSteps } from "../src/training/trainingCost";
import { FleetPool } from "../src/worker/fleet/pool";

const pool = new FleetPool();

/**
 * Parameters after `steps` of each model, which must be whole epochs: [experiments][parameters].
 * The metrics that a sweep shows are computed too.
 */
export function trainInPool(experiments: readonly Experiment[], steps: number): Promise<number[][]> {
  const trained = experiments.map((experiment) => {
    const epochs = (experiment.epochs * steps) / totalSteps(experiment);
    if (!Number.isInteger(epochs)) throw new Error(`steps: expected whole epochs, got ${steps}, ${epochs} epochs`);
    return { ...experiment, epochs };
  });
  const parameters: number[][] = [];
  return new Promise((resolve, reject) => {
    pool.train(
      trained,
      { engine: "cpu", grid: null, history: false, checkpoints: false, lockstep: false },
      {
        onTrained: (models) => {
          for (const model of models) parameters[model.index] = [...model.parameters];
        },
        onFinished: () => resolve(parameters),
        onFailed: (code, detail) => reject(new Error(`${code}: ${detail}`)),
      },
    );
  });
}

/** The number of workers that a large request starts. */
export function poolSize(): number {
  return pool.limit;
}

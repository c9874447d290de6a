/** In a page: a task's models trained by the pool of workers that sweeps are trained by. */

import type { Experiment } from "../src/experiment/experiment";
import { totalSteps } from "../src/training/trainingCost";
import { FleetPool } from "../src/worker/fleet/pool";

const pool = new FleetPool();

/** Parameters after `steps` of each, which must be whole epochs: [experiments][parameters]. The figures that a sweep shows are measured too. */
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

/** As many as a large request makes it start. */
export function poolSize(): number {
  return pool.limit;
}

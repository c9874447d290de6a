import type { Backend } from "../../src/engine/backend";
import { prepareJob } from "../../src/engine/job";
import type { Experiment } from "../../src/experiment/experiment";
import type { FullRecord } from "../../src/training/snapshot";
import { TrainingRun } from "../../src/training/trainingRun";

/** The results of a run in a terminal. */
export interface FinishedRun {
  engine: string;
  description: string;
  /** The state before training (epoch 0), then every recorded epoch. */
  epochs: FullRecord[];
  /** Milliseconds inside the engine's steps. */
  engineMs: number;
  /** Milliseconds from the start of data generation to the last evaluation. */
  ms: number;
}

/**
 * Trains an experiment to its end, with the page's own run. Throws the errors of `prepareJob` and
 * of the run.
 */
export async function runExperiment(experiment: Experiment, backend: Backend): Promise<FinishedRun> {
  const started = performance.now();
  const run = await TrainingRun.start(prepareJob(experiment), backend);
  try {
    const epochs: FullRecord[] = [];
    // No call goes beyond the end of an epoch, so the epoch just finished is the current state.
    const keep = async () => {
      if (run.takeFinishedEpochs().length > 0) epochs.push(await run.current());
    };
    await keep();
    while (!run.done) {
      await run.advance(run.stepsLeftInEpoch);
      await keep();
    }
    const { id: engine, description } = backend;
    return { engine, description, epochs, engineMs: run.engineMs, ms: performance.now() - started };
  } finally {
    run.dispose();
  }
}

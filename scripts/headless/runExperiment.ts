import type { Backend } from "../../src/engine/backend";
import { prepareJob } from "../../src/engine/job";
import type { Experiment } from "../../src/experiment/experiment";
import type { CurrentRecord } from "../../src/training/snapshot";
import { TrainingRun } from "../../src/training/trainingRun";

/** What a run in a terminal leaves. */
export interface FinishedRun {
  engine: string;
  description: string;
  /** The state before training (epoch 0), then every recorded epoch. */
  epochs: CurrentRecord[];
  /** Milliseconds inside the engine's steps. */
  engineMs: number;
  /** Milliseconds from the drawing of the data to the last evaluation. */
  ms: number;
}

/** Trains an experiment to its end, with the page's own run. Throws what `prepareJob` and the run throw. */
export async function runExperiment(experiment: Experiment, backend: Backend): Promise<FinishedRun> {
  const started = performance.now();
  const run = await TrainingRun.start(prepareJob(experiment), backend);
  try {
    const epochs: CurrentRecord[] = [];
    // No call goes beyond an epoch, so what has just finished is the present state.
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

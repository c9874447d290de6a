import type { Trainer } from "../../src/engine/backend";
import type { PreparedRun } from "../../src/engine/fleetJob";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { optimizerDefaults } from "../../src/optimizers";

/**
 * A run of one loss that takes a few milliseconds and depends on the weight mask through both
 * penalties.
 */
export function smallRun(id: string): PreparedRun {
  return prepareJob({
    ...tutorialExperiment,
    loss: { id, parameters: {} },
    dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 70 },
    batchSize: 20,
    // Adam would turn a gradient of rounding errors into a step of full size.
    optimizer: { ...optimizerDefaults("SGD"), learningRate: 0.01 },
    regularisation: { l1: 0.01, l2: 0.01 },
  });
}

/** One epoch of the run. */
const STEPS = 4;

export interface TrainedNumbers {
  /** [steps, STEP_FIELDS] row-major. */
  records: number[];
  parameters: number[];
}

/** Trains a new trainer and disposes of it. */
export async function trainedNumbers(trainer: Trainer): Promise<TrainedNumbers> {
  const records = await trainer.advance(STEPS);
  const parameters = await trainer.parameters(0);
  trainer.dispose();
  return { records: Array.from(records), parameters: Array.from(parameters) };
}

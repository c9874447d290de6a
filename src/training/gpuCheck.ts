import { type Backend, STEP_FIELDS, type Trainer } from "../engine/backend";
import { prepareFleet } from "../engine/fleetJob";
import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment } from "../experiment/experiment";
import { LossPrograms } from "./lossPrograms";

/**
 * A job of a few milliseconds: two epochs whose last batch is short, with tanh, the focal loss's
 * powers and logarithms, both penalties and Adam's roots.
 */
const KNOWN_JOB: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  model: { ...tutorialExperiment.model, activation: "tanh" },
  batchSize: 40,
};
const STEPS = 6;
const POINTS = 32;
/**
 * Relative to the largest value. Rounding to float32 and the loosest functions that WGSL allows
 * make 1e-4 of six steps; a wrong kernel, a lost write or a swapped batch a hundred times as much.
 */
const TOLERANCE = 1e-3;

/** Whether an engine trains a known job to the same numbers as the reference; never throws. */
export async function computesRight(engine: Backend, reference: Backend): Promise<boolean> {
  try {
    const [found, expected] = [await numbersOf(engine), await numbersOf(reference)];
    return expected.every((values, k) => areClose(found[k]!, values));
  } catch {
    return false;
  }
}

/** Records of all steps, the parameters after them, and outputs at some points. */
async function numbersOf(backend: Backend): Promise<readonly ArrayLike<number>[]> {
  // Its loss is one of those that the build has compiled.
  const { job } = prepareFleet([KNOWN_JOB], new LossPrograms().of(KNOWN_JOB));
  const points = job.features.subarray(0, 2 * POINTS);
  const trainer = await backend.createTrainer(job);
  try {
    const records = await trainer.advance(STEPS);
    return [...columnsOf(records), await trainer.parameters(0), await outputsAt(trainer, points)];
  } finally {
    trainer.dispose();
  }
}

async function outputsAt(trainer: Trainer, points: Float32Array): Promise<ArrayLike<number>> {
  return (await trainer.predict(0, points)).slice();
}

function columnsOf(records: Float64Array): number[][] {
  const fields = STEP_FIELDS.length;
  return STEP_FIELDS.map((_, field) => Array.from({ length: STEPS }, (_, step) => records[step * fields + field]!));
}

function areClose(found: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  const values = Array.from(expected);
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return found.length === values.length && values.every((value, i) => Math.abs(found[i]! - value) <= TOLERANCE * size);
}

/**
 * Files are offered for download after ONNX Runtime has run them, each with the largest difference
 * from this program's probabilities.
 */
import { decisionLogits } from "../../experiment/decision";
import { outputCount } from "../../experiment/modelLayout";
import type { Trainer } from "../backend";
import { createCpuBackend, createFloat64Backend } from "../cpu";
import type { PreparedRun } from "../fleetJob";
import { networkFile } from "./networkFile";
import { createSession, type OnnxRuntime } from "./runtime";
import { MOST_POINTS, OnnxTrainer } from "./trainer";
import { trainingFile } from "./trainingFile";

interface Checked {
  bytes: Uint8Array<ArrayBuffer>;
  /** Number of validation samples whose probabilities were compared. */
  samples: number;
  /** The largest difference between two probabilities of the same sample. */
  largestDifference: number;
  /** Steps trained before the comparison. */
  steps: number;
}

export interface CheckedNetwork extends Checked {
  kind: "network";
}

/**
 * `largestDifference` compares with the same training by this program in float64, the type in the
 * file.
 */
export interface CheckedTraining extends Checked {
  kind: "training";
  /** The difference from the same training by the CPU engine, in float32. */
  float32Difference: number;
}

export type CheckedFile = CheckedNetwork | CheckedTraining;

/** The state of the page's run. */
export interface TrainedState {
  /** [parameterCount] */
  parameters: Float32Array;
  /** Decision logits, [validation rows]. */
  validationLogits: Float32Array;
  step: number;
}

/** Runs the exported network in ONNX Runtime and compares its probabilities with the page's. */
export async function checkNetwork(
  runtime: OnnxRuntime,
  run: PreparedRun,
  state: TrainedState,
): Promise<CheckedNetwork> {
  const { job, experiment, validation } = run;
  const bytes = networkFile(job.layout, state.parameters, { experiment, step: state.step });
  const session = await createSession(runtime, bytes);
  try {
    const inputs = job.layout.widths[0]!;
    const probabilities = Float64Array.from(state.validationLogits, sigmoid);
    let largest = 0;
    for (let start = 0; start < validation.rows; start += MOST_POINTS) {
      const points = validation.features.subarray(start * inputs, (start + MOST_POINTS) * inputs);
      const { probability } = await session.run({
        x: new runtime.Tensor("float32", points, [points.length / inputs, inputs]),
      });
      const theirs = probability!.data as Float32Array;
      largest = Math.max(largest, largestDifference(theirs, probabilities.subarray(start, start + MOST_POINTS)));
    }
    return {
      kind: "network",
      bytes,
      samples: validation.rows,
      largestDifference: largest,
      steps: state.step,
    };
  } finally {
    await session.release();
  }
}

/**
 * Trains the run from its start with the exported training graph and with this program's engines,
 * up to `steps` steps or for MOST_MS, and compares the results.
 */
export async function checkTraining(runtime: OnnxRuntime, run: PreparedRun, steps: number): Promise<CheckedTraining> {
  const { experiment, validation } = run;
  const job = { ...run.job, members: run.job.members.slice(0, 1) };
  const bytes = trainingFile(job, { experiment, step: 0 });
  const inOnnx = await OnnxTrainer.create(job, runtime, bytes);
  const float64 = await createFloat64Backend().createTrainer(job);
  const float32 = await createCpuBackend().createTrainer(job);
  const trainers = [inOnnx, float64, float32];
  try {
    const started = performance.now();
    while (inOnnx.step < steps && (inOnnx.step === 0 || performance.now() - started < MOST_MS)) {
      const taken = Math.min(STEPS_AT_A_TIME, steps - inOnnx.step);
      for (const trainer of trainers) await trainer.advance(taken);
    }
    const probabilities = async (trainer: Trainer) => {
      const outputs = await trainer.predict(0, validation.features);
      return Float64Array.from(decisionLogits(outputs, outputCount(job.layout)), sigmoid);
    };
    const theirs = await probabilities(inOnnx);
    return {
      kind: "training",
      bytes,
      samples: validation.rows,
      largestDifference: largestDifference(theirs, await probabilities(float64)),
      float32Difference: largestDifference(theirs, await probabilities(float32)),
      steps: inOnnx.step,
    };
  } finally {
    for (const trainer of trainers) trainer.dispose();
  }
}

const STEPS_AT_A_TIME = 50;
const MOST_MS = 10_000;

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/** NaN if either value is NaN. */
function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < b.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

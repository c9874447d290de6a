/**
 * The TensorFlow.js contestant, written as an expert would: everything in one tidy per step, no
 * read-back before the end, all parameters in one flat tensor so that Adam takes a dozen kernels
 * instead of sixty, batches uploaded as they are used. The gradient is the library's own
 * (`autodiff`) or written by hand in its operations.
 */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { TrainedTask, TrainingTask } from "../trainingTask";
import { Batches } from "./batches";
import type { BatchGradient } from "./batchGradient";
import { adamScalars, filledWeights, transposeWeights } from "./flatParameters";
import { fleetNetwork } from "./tfjsFleet";
import { singleNetwork } from "./tfjsSingle";

export interface TfjsEntry {
  backend: "cpu" | "wasm" | "webgpu";
  gradient: "autodiff" | "by hand";
  task: TrainingTask;
}

let entry: TfjsEntry;

/** Chooses the backend; returns a description of it. */
export async function prepare(given: TfjsEntry): Promise<string> {
  entry = given;
  setWasmPaths(new URL("node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/", location.origin).href);
  await tf.setBackend(entry.backend);
  await tf.ready();
  if (tf.getBackend() !== entry.backend) throw new Error(`TensorFlow.js has no ${entry.backend} here`);
  const simd = entry.backend === "wasm" && (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? " with SIMD" : "";
  return `TensorFlow.js ${tf.version_core}, ${entry.backend}${simd}, gradient ${entry.gradient}`;
}

export async function train(steps: number): Promise<TrainedTask> {
  const { task } = entry;
  const started = performance.now();
  const trained = run(task, steps);
  const flat = await trained.data();
  trained.dispose();
  const length = task.initialParameters.length;
  const parameters = task.models.map((_, k) => {
    const own = flat.subarray(k * length, (k + 1) * length);
    return task.models.length > 1 ? [...own] : transposeWeights(task, own, true);
  });
  return { ms: performance.now() - started, parameters };
}

function run(task: TrainingTask, steps: number): tf.Tensor {
  const several = task.models.length > 1;
  const start = task.initialParameters;
  let parameters: tf.Tensor = several
    ? tf.tensor2d(
        task.models.flatMap(() => start),
        [task.models.length, start.length],
      )
    : tf.tensor1d(transposeWeights(task, start));
  let first: tf.Tensor = tf.zerosLike(parameters);
  let second: tf.Tensor = tf.zerosLike(parameters);
  const fixed = {
    l1: tf.tensor1d(filledWeights(task, task.l1)),
    l2: tf.tensor1d(filledWeights(task, task.l2)),
    beta1: tf.scalar(task.beta1),
    rest1: tf.scalar(1 - task.beta1),
    beta2: tf.scalar(task.beta2),
    rest2: tf.scalar(1 - task.beta2),
  };
  const gradientOf: BatchGradient = (several ? fleetNetwork : singleNetwork)(task, entry.gradient === "autodiff");
  const batches = new Batches(task);
  for (let step = 1; step <= steps; step++) {
    const batch = batches.next();
    const scalars = adamScalars(task, step);
    const next = tf.tidy(() => {
      const gradient = gradientOf(parameters, batch).add(parameters.sign().mul(fixed.l1)).add(parameters.mul(fixed.l2));
      const m = first.mul(fixed.beta1).add(gradient.mul(fixed.rest1));
      const v = second.mul(fixed.beta2).add(gradient.square().mul(fixed.rest2));
      const p = parameters.sub(m.div(v.sqrt().add(scalars.epsilon)).mul(scalars.rate));
      return [p, m, v] as const;
    }) as unknown as [tf.Tensor, tf.Tensor, tf.Tensor];
    tf.dispose([parameters, first, second]);
    [parameters, first, second] = next;
  }
  tf.dispose([first, second, ...Object.values(fixed)]);
  return parameters;
}

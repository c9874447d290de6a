/** In a page: one of Losscope's engines trains a task's models through the interface that the worker uses. */
import type { Backend, TrainingJob } from "../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../src/engine/cpu";
import { fleetsOf } from "../src/engine/fleet";
import { prepareFleet } from "../src/engine/job";
import { createWebGpuBackend } from "../src/engine/webgpu";
import type { Experiment } from "../src/experiment/experiment";
import { poolSize, trainInPool } from "./pooledTraining";
import { type FocalModel, modelExperiments, type TrainedTask } from "./trainingTask";

export interface OwnEntry {
  engine: OwnEngine;
  models: readonly FocalModel[];
}

export type OwnEngine = "float64" | "cpu" | "webgpu" | "onnx";

let backend: Backend;
let fleets: { members: readonly number[]; job: TrainingJob }[];
/** Trained by the pool of workers, as the page trains a sweep; null where this page trains them itself. */
let pooled: readonly Experiment[] | null;

/** Draws the data and orders the batches, as the peers find theirs in the task; gives what runs. */
export async function prepare({ engine, models }: OwnEntry): Promise<string> {
  backend = await createBackend(engine);
  const experiments = modelExperiments(models);
  pooled = engine === "cpu" && models.length > 1 ? experiments : null;
  if (pooled) return `Losscope, cpu (${backend.description}), ${poolSize()} workers`;
  fleets = fleetsOf(experiments).map(({ members, loss }) => ({
    members,
    job: orderedJob(
      members.map((k) => experiments[k]!),
      loss,
    ),
  }));
  return `Losscope, ${engine} (${backend.description})`;
}

export async function createBackend(engine: OwnEngine): Promise<Backend> {
  if (engine === "float64") return createFloat64Backend();
  if (engine === "cpu") return createCpuBackend();
  if (engine === "onnx") return createOnnx();
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) throw new Error(found.detail);
  return found.backend;
}

/** Twelve megabytes that only this engine needs. */
async function createOnnx(): Promise<Backend> {
  const { createOnnxBackend, fetchOnnxRuntime } = await import("../src/engine/onnx");
  return createOnnxBackend(await fetchOnnxRuntime(() => {}, new AbortController().signal));
}

/** The fleet's job with its batch orders drawn already. */
function orderedJob(experiments: readonly Experiment[], loss: TrainingJob["loss"]): TrainingJob {
  const { job, experiment } = prepareFleet(experiments, loss);
  const orders = Array.from({ length: experiment.epochs }, (_, epoch) => job.batchOrder(epoch));
  return { ...job, batchOrder: (epoch) => orders[epoch] ?? job.batchOrder(epoch) };
}

/** From the initial weights to the trained ones, the trainer's creation included. */
export async function train(steps: number): Promise<TrainedTask> {
  const started = performance.now();
  if (pooled) {
    const trained = await trainInPool(pooled, steps);
    return { ms: performance.now() - started, parameters: trained };
  }
  const parameters: number[][] = [];
  for (const { members, job } of fleets) {
    const trained = await trainFleet(job, steps);
    members.forEach((model, k) => {
      parameters[model] = trained[k]!;
    });
  }
  return { ms: performance.now() - started, parameters };
}

async function trainFleet(job: TrainingJob, steps: number): Promise<number[][]> {
  const trainer = await backend.createTrainer(job);
  await trainer.advance(steps);
  const parameters: number[][] = [];
  for (let k = 0; k < job.members.length; k++) parameters.push([...(await trainer.parameters(k))]);
  trainer.dispose();
  return parameters;
}

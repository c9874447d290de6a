/**
 * Runs in a page: one of Losscope's engines trains a task's models through the interface that the
 * worker uses.
 */
import type { Backend } from "../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../src/engine/cpu";
import { createWebGpuBackend } from "../src/engine/webgpu";
import { poolSize, trainInPool } from "./pooledTraining";
import { orderedFleets, trainFleet } from "./trainFleet";
import { type FocalModel, modelExperiments, type TrainedTask } from "./trainingTask";
import { prepareWorkers, trainInWorkers } from "./trainingWorkers";

export interface OwnEntry {
  engine: OwnEngine;
  models: readonly FocalModel[];
  by: OwnTrainer;
}

/**
 * Which part of the cpu engine trains: this page, workers that do nothing else, or the pool that
 * trains sweeps and computes their metrics.
 */
export type OwnTrainer = "page" | "workers" | "pool";

export type OwnEngine = "float64" | "cpu" | "webgpu" | "onnx";

/** [models][parameters] after this many steps. */
let trained: (steps: number) => Promise<number[][]>;

/**
 * Draws the data and orders the batches, which the peers find in the task. Returns a description of
 * the engine.
 */
export async function prepare({ engine, models, by }: OwnEntry): Promise<string> {
  if (by === "pool") {
    const experiments = modelExperiments(models);
    trained = (steps) => trainInPool(experiments, steps);
    return `Losscope, the page's pool of ${poolSize()} workers, with each model's figures`;
  }
  if (by === "workers") {
    const description = await prepareWorkers(models);
    trained = trainInWorkers;
    return `Losscope, ${engine} (${description})`;
  }
  const backend = await createBackend(engine);
  const fleets = orderedFleets(modelExperiments(models));
  trained = async (steps) => {
    const parameters: number[][] = [];
    for (const { members, job } of fleets) {
      for (const [k, each] of (await trainFleet(backend, job, steps)).entries()) parameters[members[k]!] = each;
    }
    return parameters;
  };
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

/** From the initial weights to the trained ones, including the creation of the trainer. */
export async function train(steps: number): Promise<TrainedTask> {
  const started = performance.now();
  const parameters = await trained(steps);
  return { ms: performance.now() - started, parameters };
}

/**
 * Runs in a page: the cpu engine trains a task's models in as many workers as the page uses for a
 * sweep. The workers only train, as the peers do.
 */
import { cpuWorkers } from "../src/worker/fleet/cpuWorkers";
import type { FocalModel } from "./trainingTask";

let workers: { worker: Worker; models: readonly number[] }[] = [];

/** Distributes the models among the workers in turn; returns the engine's description. */
export async function prepareWorkers(models: readonly FocalModel[]): Promise<string> {
  const count = cpuWorkers();
  workers = Array.from({ length: count }, (_, part) => ({
    worker: new Worker(new URL("./sweepShare.worker.ts", import.meta.url), { type: "module" }),
    models: [...models.keys()].filter((k) => k % count === part),
  }));
  const [description] = await Promise.all(
    workers.map((each) =>
      ask<string>(
        each.worker,
        each.models.map((k) => models[k]!),
      ),
    ),
  );
  return `${description}, ${count} workers`;
}

/** [models][parameters] */
export async function trainInWorkers(steps: number): Promise<number[][]> {
  const parameters: number[][] = [];
  await Promise.all(
    workers.map(async ({ worker, models }) => {
      const trained = await ask<number[][]>(worker, steps);
      for (const [k, model] of models.entries()) parameters[model] = trained[k]!;
    }),
  );
  return parameters;
}

function ask<Answer>(worker: Worker, message: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message: what }) => reject(new Error(what));
    worker.postMessage(message);
  });
}

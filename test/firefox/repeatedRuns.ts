import { trainableLosses } from "../engine/cpu/evaluatorCases";
import type { RepeatedRuns, RepeatedRunsRequest } from "./repeatedRuns.worker";

/** One worker for each core of a small machine. */
const WORKERS = 2;

/** Runs every loss in a separate worker. engine.test.ts calls this in Firefox. */
export async function repeatEveryLoss(
  request: Omit<RepeatedRunsRequest, "loss">,
): Promise<Record<string, RepeatedRuns>> {
  const results: Record<string, RepeatedRuns> = {};
  const waiting = trainableLosses.map(({ id }) => id);
  const runWaiting = async () => {
    for (let loss = waiting.pop(); loss !== undefined; loss = waiting.pop()) {
      results[loss] = await runInWorker({ ...request, loss });
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, runWaiting));
  return results;
}

async function runInWorker(request: RepeatedRunsRequest): Promise<RepeatedRuns> {
  const worker = new Worker(new URL("./repeatedRuns.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<RepeatedRuns>) => resolve(data);
      // Errors without a message: the worker's module did not load.
      worker.onerror = ({ message }) => reject(new Error(`${request.loss}: ${message ?? "the worker did not start"}`));
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}

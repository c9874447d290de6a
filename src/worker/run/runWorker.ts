import { WorkerPort } from "../port";
import type { ExpectLoss, TrainingCommand, TrainingEvent } from "./protocol";

/** One worker running run.worker.ts. */
export class RunWorker extends WorkerPort<TrainingCommand | ExpectLoss, TrainingEvent> {
  constructor(onEvent: (event: Exclude<TrainingEvent, { type: "ready" }>) => void, onDeath: (detail: string) => void) {
    super(new Worker(new URL("./run.worker.ts", import.meta.url), { type: "module" }), onEvent, onDeath);
  }
}

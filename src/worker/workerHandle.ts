import type { TrainingCommand, TrainingEvent } from "./protocol";
import { WorkerLine } from "./workerLine";

/** One worker running training.worker.ts. */
export class WorkerHandle extends WorkerLine<TrainingCommand, TrainingEvent> {
  constructor(onEvent: (event: Exclude<TrainingEvent, { type: "ready" }>) => void, onDeath: (detail: string) => void) {
    super(new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" }), onEvent, onDeath);
  }
}

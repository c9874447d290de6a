import { WorkerPort } from "../port";
import type { FleetCommand, FleetEvent } from "./protocol";

/** An event of a task. */
export type TaskEvent = Exclude<FleetEvent, { type: "ready" }>;

/** How the pool talks to a worker. */
export type FleetPort = Pick<WorkerPort<FleetCommand, FleetEvent>, "post" | "end">;

/** One worker running fleet.worker.ts. */
export class FleetWorker extends WorkerPort<FleetCommand, FleetEvent> {
  constructor(onEvent: (event: TaskEvent) => void, onDeath: (detail: string) => void) {
    super(new Worker(new URL("./fleet.worker.ts", import.meta.url), { type: "module" }), onEvent, onDeath);
  }
}

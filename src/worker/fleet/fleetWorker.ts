import { WorkerPort } from "../port";
import type { FleetCommand, FleetEvent } from "./protocol";

export type FleetNews = Exclude<FleetEvent, { type: "ready" }>;

/** What the pool knows of a worker: how to speak with it. */
export type FleetLine = Pick<WorkerPort<FleetCommand, FleetEvent>, "post" | "end">;

/** One worker running fleet.worker.ts. */
export class FleetWorker extends WorkerPort<FleetCommand, FleetEvent> {
  constructor(onEvent: (event: FleetNews) => void, onDeath: (detail: string) => void) {
    super(new Worker(new URL("./fleet.worker.ts", import.meta.url), { type: "module" }), onEvent, onDeath);
  }
}

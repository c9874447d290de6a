import type { FleetCommand, FleetEvent } from "./fleetProtocol";
import { WorkerLine } from "./workerLine";

export type FleetNews = Exclude<FleetEvent, { type: "ready" }>;

/** What the pool knows of a worker: how to speak with it. */
export type FleetLine = Pick<WorkerLine<FleetCommand, FleetEvent>, "post" | "end">;

/** One worker running fleet.worker.ts. */
export class FleetWorker extends WorkerLine<FleetCommand, FleetEvent> {
  constructor(onEvent: (event: FleetNews) => void, onDeath: (detail: string) => void) {
    super(new Worker(new URL("./fleet.worker.ts", import.meta.url), { type: "module" }), onEvent, onDeath);
  }
}

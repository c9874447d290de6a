/** The worker's end of the port: passes messages to and from `FleetSession`. */

import { yieldToMessages } from "../yieldToMessages";
import type { FleetCommand, FleetEvent } from "./protocol";
import { FleetSession } from "./session";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

const session = new FleetSession((event: FleetEvent, transfer) => scope.postMessage(event, transfer), yieldToMessages);

scope.onmessage = ({ data }: MessageEvent<FleetCommand>) => session.handle(data);

scope.postMessage({ type: "ready" } satisfies FleetEvent);

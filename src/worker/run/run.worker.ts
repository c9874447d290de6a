/** The worker's end of the line: messages in, messages out. Everything else is `TrainingSession`. */

import { yieldToMessages } from "../yieldToMessages";
import type { TrainingCommand, TrainingEvent } from "./protocol";
import { TrainingSession } from "./session";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

const session = new TrainingSession((event: TrainingEvent, transfer) => {
  scope.postMessage(event, transfer);
}, yieldToMessages);

scope.onmessage = ({ data }: MessageEvent<TrainingCommand>) => {
  void session.handle(data);
};

scope.postMessage({ type: "ready" } satisfies TrainingEvent);

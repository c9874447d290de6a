/** Passes messages to and from `TrainingSession`, which does everything else. */

import { yieldToMessages } from "../yieldToMessages";
import type { ExpectLoss, TrainingCommand, TrainingEvent } from "./protocol";
import { TrainingSession } from "./session";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

const session = new TrainingSession({
  emit: (event, transfer) => scope.postMessage(event, transfer),
  yieldToMessages,
});

scope.onmessage = ({ data }: MessageEvent<TrainingCommand | ExpectLoss>) => {
  void session.handle(data);
};

scope.postMessage({ type: "ready" } satisfies TrainingEvent);

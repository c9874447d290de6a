/** The worker's end of the line: messages in, messages out. Everything else is `TrainingSession`. */
import type { TrainingCommand, TrainingEvent } from "./protocol";
import { TrainingSession } from "./trainingSession";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

/** A message to oneself comes after those that wait already, and unlike a timer it does not rest. */
const channel = new MessageChannel();
let resume: (() => void) | undefined;
channel.port1.onmessage = () => resume?.();
const yieldToMessages = () =>
  new Promise<void>((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });

const session = new TrainingSession((event: TrainingEvent, transfer) => {
  scope.postMessage(event, transfer);
}, yieldToMessages);

scope.onmessage = ({ data }: MessageEvent<TrainingCommand>) => {
  void session.handle(data);
};

scope.postMessage({ type: "ready" } satisfies TrainingEvent);

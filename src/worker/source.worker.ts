/** Reads sources, away from the page and from its training. */
import { readSource } from "./readSource";
import type { SourceCommand, SourceEvent } from "./sourceProtocol";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const send = (event: SourceEvent) => scope.postMessage(event);

scope.onmessage = ({ data: { requestId, source, options } }: MessageEvent<SourceCommand>) => {
  send({ type: "read", requestId, answer: readSource(source, options) });
};

send({ type: "ready" });

/** Reads sources, away from the page and from its training. */
import { compileSource } from "./compileSource";
import type { SourceCommand, SourceEvent } from "./protocol";

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const send = (event: SourceEvent) => scope.postMessage(event);

scope.onmessage = ({ data: { requestId, source, options } }: MessageEvent<SourceCommand>) => {
  send({ type: "read", requestId, answer: compileSource(source, options) });
};

send({ type: "ready" });

import type { OpinionEvent, OpinionRequest } from "./opinionProtocol";

/** Asks for the files and for ONNX Runtime's opinion of them, in a worker of its own. Returns what ends it: nothing is heard of it then. */
export function askOpinion(request: OpinionRequest, onEvent: (event: OpinionEvent) => void): () => void {
  const worker = new Worker(new URL("./opinion.worker.ts", import.meta.url), { type: "module" });
  const end = () => {
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<OpinionEvent>) => {
    if (data.type === "done" || data.type === "failed") end();
    onEvent(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end();
    onEvent({ type: "failed", detail: event.message || "the worker could not be loaded" });
  };
  worker.postMessage(request);
  return end;
}

import type { OnnxCheckEvent, OnnxCheckRequest } from "./protocol";

/**
 * Asks for the files and for ONNX Runtime's check of them, in a worker of its own. Returns what
 * ends it: nothing is heard of it then.
 */
export function checkInOnnxRuntime(request: OnnxCheckRequest, onEvent: (event: OnnxCheckEvent) => void): () => void {
  const worker = new Worker(new URL("./onnxCheck.worker.ts", import.meta.url), { type: "module" });
  const end = () => {
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<OnnxCheckEvent>) => {
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

import type { Backend, Support } from "../backend";
import { loadOnnxRuntime } from "./runtime";
import { OnnxTrainer } from "./trainer";

/**
 * Training in ONNX Runtime, on one WebAssembly thread: another program's float64 arithmetic for the
 * same graph. `wasmBinary`: the runtime's WebAssembly module, if the caller has fetched it.
 */
export async function createOnnxBackend(wasmBinary?: ArrayBuffer): Promise<Backend> {
  const runtime = await loadOnnxRuntime(wasmBinary);
  return {
    id: "onnx",
    description: `ONNX Runtime ${runtime.env.versions.web} (WebAssembly)`,
    software: false,
    canTrain: (): Support => ({ ok: true }),
    createTrainer: (job) => OnnxTrainer.create(job, runtime),
    dispose: () => {},
  };
}

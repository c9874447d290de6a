import type { OnnxModel } from "../../language/onnx";
import { writeModel } from "../../language/onnx";

export type OnnxRuntime = typeof import("onnxruntime-web/wasm");
export type Session = import("onnxruntime-web/wasm").InferenceSession;
export type Tensor = import("onnxruntime-web/wasm").Tensor;

let loading: Promise<OnnxRuntime> | undefined;

/**
 * ONNX Runtime on one WebAssembly thread. Loaded at the first call; `wasmBinary`, its WebAssembly module, is fetched by itself where it is not
 * given.
 */
export function loadOnnxRuntime(wasmBinary?: ArrayBuffer): Promise<OnnxRuntime> {
  loading ??= import("onnxruntime-web/wasm").then((runtime) => {
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = "error";
    if (wasmBinary !== undefined) runtime.env.wasm.wasmBinary = wasmBinary;
    return runtime;
  });
  return loading;
}

export async function createSession(runtime: OnnxRuntime, file: Uint8Array | OnnxModel): Promise<Session> {
  const bytes = file instanceof Uint8Array ? file : writeModel(file);
  return runtime.InferenceSession.create(bytes, { executionProviders: ["wasm"], logSeverityLevel: 3 });
}

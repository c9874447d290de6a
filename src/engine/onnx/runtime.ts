import { GraphScope, type OnnxModel, writeModel } from "../../language/onnx";

export type OnnxRuntime = typeof import("onnxruntime-web/wasm");
export type Session = import("onnxruntime-web/wasm").InferenceSession;
export type OrtTensor = import("onnxruntime-web/wasm").Tensor;

let loading: Promise<OnnxRuntime> | undefined;

/**
 * ONNX Runtime on one WebAssembly thread. Loaded and started by the first call; without
 * `wasmBinary`, its WebAssembly module, it fetches the module itself. Rejects if it cannot be
 * loaded; the next call tries again.
 */
export function loadOnnxRuntime(wasmBinary?: ArrayBuffer): Promise<OnnxRuntime> {
  loading ??= startRuntime(wasmBinary).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function startRuntime(wasmBinary: ArrayBuffer | undefined): Promise<OnnxRuntime> {
  const runtime = await import("onnxruntime-web/wasm");
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = "error";
  if (wasmBinary !== undefined) runtime.env.wasm.wasmBinary = wasmBinary;
  // Its WebAssembly starts with the first session.
  const scope = new GraphScope("nothing");
  scope.output("y", scope.input("x", "float", [1]), "float", [1]);
  await (await createSession(runtime, { graph: scope.graph(), doc: "", metadata: {} })).release();
  return runtime;
}

export async function createSession(runtime: OnnxRuntime, file: Uint8Array | OnnxModel): Promise<Session> {
  const bytes = file instanceof Uint8Array ? file : writeModel(file);
  return runtime.InferenceSession.create(bytes, { executionProviders: ["wasm"], logSeverityLevel: 3 });
}

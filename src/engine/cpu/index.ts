import type { FloatArrayConstructor } from "../../language/evaluate/evaluator";
import { wasmFeatures } from "../../wasm";
import type { Backend, BackendId, Support } from "../backend";
import { isOutOfMemory } from "../outOfMemory";
import { CpuTrainer } from "./trainer";
import { KernelCache } from "./wasm/kernelCache";
import { WasmEvaluators } from "./wasm/wasmEvaluator";
import { WasmTrainer } from "./wasm/wasmTrainer";

/** The reference: every number is float64. */
export function createFloat64Backend(): Backend {
  return createBackend("float64", "Float64Array", Float64Array);
}

/**
 * Everything is float32, sums over a batch float64: a WebAssembly kernel where there are vectors,
 * typed arrays where there are none.
 */
export function createCpuBackend(): Backend {
  return wasmFeatures().simd ? createWasmBackend() : createTypedArrayBackend();
}

/** Parameters, moments and activations are float32, sums within a loop float64. */
export function createTypedArrayBackend(): Backend {
  return createBackend("cpu", "Float32Array", Float32Array);
}

function createWasmBackend(): Backend {
  const kernels = new KernelCache();
  const evaluators = new WasmEvaluators();
  return {
    id: "cpu",
    description: wasmFeatures().relaxedSimd ? "WebAssembly, relaxed SIMD" : "WebAssembly SIMD",
    software: false,
    canTrain: (): Support => ({ ok: true }),
    createTrainer: async (job) => {
      try {
        return new WasmTrainer(job, kernels);
      } catch (error) {
        // There is no room for one memory that holds everything; typed arrays are many small
        // memories.
        if (isOutOfMemory(error)) return new CpuTrainer(job, Float32Array);
        throw error;
      }
    },
    createEvaluator: (graph, outputs) => evaluators.create(graph, outputs),
    dispose: () => evaluators.dispose(),
  };
}

function createBackend(id: BackendId, description: string, Float: FloatArrayConstructor): Backend {
  return {
    id,
    description,
    software: false,
    canTrain: (): Support => ({ ok: true }),
    createTrainer: async (job) => new CpuTrainer(job, Float),
    dispose: () => {},
  };
}

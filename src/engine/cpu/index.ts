import type { FloatArrayConstructor } from "../../language/evaluator";
import type { Backend, BackendId, Support } from "../backend";
import { CpuTrainer } from "./trainer";

/** The reference: every number is float64. */
export function createFloat64Backend(): Backend {
  return createBackend("float64", "Float64Array", Float64Array);
}

/** Parameters, moments and activations are float32, sums within a loop float64. */
export function createCpuBackend(): Backend {
  return createBackend("cpu", "Float32Array", Float32Array);
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

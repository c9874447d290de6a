import { emitWgsl } from "../../language/wgsl/emitWgsl";
import { findDevice, type Unavailable } from "./adapter";
import { WebGpuBackend } from "./webGpuBackend";

export { evaluateLoss as evaluateLossOnGpu, type LossOnGpu, type LossRows } from "./evaluateLoss";
export { GpuError } from "./gpuSession";
export type { WebGpuBackend };

export interface WebGpuOptions {
  /** Whether a software adapter is acceptable; it is never chosen automatically. */
  allowSoftware?: boolean;
}

/** The GPU's backend, in a page or a worker, or the reason why there is none. */
export async function createWebGpuBackend(
  options: WebGpuOptions = {},
): Promise<{ backend: WebGpuBackend } | Unavailable> {
  const found = await findDevice(options.allowSoftware ?? false);
  if ("unavailable" in found) return found;
  return { backend: new WebGpuBackend({ ...found, emit: emitWgsl }) };
}

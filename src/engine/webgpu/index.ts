import { emitWgsl } from "../../language";
import { findDevice, type Unavailable } from "./adapter";
import { WebGpuBackend } from "./webGpuBackend";

export { evaluateLoss as evaluateLossOnGpu, type LossOnGpu, type LossRows } from "./evaluateLoss";
export { GpuError } from "./gpuSession";
export type { WebGpuBackend };

export interface WebGpuOptions {
  /** Whether a software adapter will do; it is never chosen by itself. */
  allowSoftware?: boolean;
}

/** The GPU's backend, in a page or a worker; or why there is none. */
export async function createWebGpuBackend(
  options: WebGpuOptions = {},
): Promise<{ backend: WebGpuBackend } | Unavailable> {
  const found = await findDevice(options.allowSoftware ?? false);
  if ("unavailable" in found) return found;
  return { backend: new WebGpuBackend({ ...found, emit: emitWgsl }) };
}

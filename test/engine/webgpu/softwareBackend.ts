/**
 * A backend on this browser's adapter, software or not, for losses written as WGSL in the tests.
 */
import { findDevice } from "../../../src/engine/webgpu/adapter";
import type { KernelLimits } from "../../../src/engine/webgpu/kernelPlan";
import { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import type { HandWrittenLoss } from "./trainingFixtures";

export async function backendFor(loss: HandWrittenLoss, limits: Partial<KernelLimits> = {}): Promise<WebGpuBackend> {
  const found = await findDevice(true);
  if ("unavailable" in found) throw new Error(`these tests need WebGPU, a software adapter will do: ${found.detail}`);
  return new WebGpuBackend({ ...found, emit: () => loss.wgsl, limits });
}

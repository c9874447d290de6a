import type { UnsupportedReason } from "../backend";

export interface Unavailable {
  unavailable: UnsupportedReason;
  detail: string;
}

export interface FoundDevice {
  device: GPUDevice;
  /** The adapter's own description. */
  description: string;
  software: boolean;
}

/**
 * Requests a GPU, in a page or a worker, with all the memory that its adapter allows. Never throws:
 * no GPU is a valid answer.
 */
export async function findDevice(allowSoftware: boolean): Promise<FoundDevice | Unavailable> {
  const gpu = typeof navigator === "undefined" ? undefined : (navigator.gpu as GPU | undefined);
  if (!gpu) return { unavailable: "no-webgpu", detail: "this browser does not offer WebGPU here" };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter) return { unavailable: "no-adapter", detail: "WebGPU is there, but no GPU that it may use" };
    const description = describe(adapter.info);
    const software = isSoftware(adapter.info);
    if (software && !allowSoftware) return { unavailable: "no-adapter", detail: `only a software GPU: ${description}` };
    const device = await adapter.requestDevice({ label: "training", requiredLimits: wantedLimits(adapter.limits) });
    return { device, description, software };
  } catch (error) {
    return { unavailable: "no-adapter", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Names under which renderers that compute on the CPU appear. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render|software/i;

type AdapterNames = Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description"> & {
  readonly isFallbackAdapter?: boolean;
};

export function isSoftware(info: AdapterNames): boolean {
  return info.isFallbackAdapter === true || SOFTWARE_NAMES.test(names(info).join(" "));
}

function describe(info: AdapterNames): string {
  return names(info).join(" ") || "a GPU without a name";
}

function names(info: AdapterNames): string[] {
  return info.description ? [info.description] : [info.vendor, info.architecture, info.device].filter(Boolean);
}

/** The adapter's maximum for each limit that kernels are planned with. */
function wantedLimits(limits: GPUSupportedLimits): Record<string, number> {
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
  };
}

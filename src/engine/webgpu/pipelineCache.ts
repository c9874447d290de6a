import { GpuError, type GpuSession } from "./gpuSession";

/** How a kernel uses each binding of group 0, by number. */
export type BindingTypes = readonly GPUBufferBindingType[];

export interface GpuKernel {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

/** Compiles kernels, each text once: returning to an earlier loss or layout costs nothing. */
export class PipelineCache {
  readonly #session: GpuSession;
  readonly #kernels = new Map<string, Promise<GpuKernel>>();

  constructor(session: GpuSession) {
    this.#session = session;
  }

  /** Throws GpuError with the compiler's message if the text is invalid. */
  get(label: string, code: string, bindings: BindingTypes): Promise<GpuKernel> {
    const known = this.#kernels.get(code);
    if (known) return known;
    const made = this.#compile(label, code, bindings);
    this.#kernels.set(code, made);
    // Not cached: the failure may have been the device's, not the text's.
    made.catch(() => this.#kernels.delete(code));
    return made;
  }

  async #compile(label: string, code: string, bindings: BindingTypes): Promise<GpuKernel> {
    const { device } = this.#session;
    const { layout, descriptor } = await this.#session.checked(label, () => {
      const entries = bindings.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      }));
      const layout = device.createBindGroupLayout({ label, entries });
      const descriptor = {
        label,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: device.createShaderModule({ label, code }) },
      };
      return { layout, descriptor };
    });
    try {
      return { layout, pipeline: await this.#session.settle(device.createComputePipelineAsync(descriptor)) };
    } catch (error) {
      this.#session.check();
      throw new GpuError(label, error instanceof Error ? error.message : String(error));
    }
  }
}

import { type ModelLayout, outputCount } from "../../experiment/modelLayout";
import { DispatchPacer } from "./dispatchPacer";
import type { GpuContext } from "./gpuContext";
import { type GpuSession, storageUsage } from "./gpuSession";
import { PREDICT_BINDINGS, PREDICT_CALL, PREDICT_WORKGROUP, predictKernel } from "./kernels/predictKernel";
import type { Kernel } from "./pipelineCache";

/** Points of one dispatch at most, and what the buffers grow to. */
const MOST_POINTS = 2 ** 18;

/** Runs a fleet's models forward on any points. */
export class Predictor {
  readonly #session: GpuSession;
  readonly #layout: ModelLayout;
  readonly #kernel: Kernel;
  readonly #pacer: DispatchPacer;
  readonly #call: GPUBuffer;
  #points: GPUBuffer | null = null;
  #results: GPUBuffer | null = null;
  #bindGroup: GPUBindGroup | null = null;
  #capacity = 0;

  private constructor({ session, software }: GpuContext, layout: ModelLayout, kernel: Kernel) {
    this.#session = session;
    this.#pacer = new DispatchPacer(software);
    this.#layout = layout;
    this.#kernel = kernel;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#call = session.createBuffer("predict call", PREDICT_CALL.sizeBytes, usage);
  }

  static async create(backend: GpuContext, layout: ModelLayout): Promise<Predictor> {
    const types = ["uniform", "read-only-storage", "read-only-storage", "storage"] as const;
    const kernel = await backend.pipelines.get("predict", predictKernel(layout), types);
    return new Predictor(backend, layout, kernel);
  }

  /** Outputs [points, outputs] row-major at `features` [points, inputs], by the parameters from word `parameterOffset` of `state`. */
  async predict(state: GPUBuffer, parameterOffset: number, features: Float32Array): Promise<Float32Array> {
    const inputs = this.#layout.widths[0]!;
    const outputs = outputCount(this.#layout);
    const total = features.length / inputs;
    const results = new Float32Array(total * outputs);
    let first = 0;
    while (first < total) {
      const affordable = Math.floor(this.#pacer.budget / this.#layout.parameterCount);
      const count = Math.min(total - first, MOST_POINTS, Math.max(PREDICT_WORKGROUP, affordable));
      const started = performance.now();
      const points = features.subarray(first * inputs, (first + count) * inputs);
      results.set(await this.#dispatch(state, parameterOffset, points, count), first * outputs);
      this.#pacer.record(count * this.#layout.parameterCount, performance.now() - started);
      first += count;
    }
    return results;
  }

  async #dispatch(state: GPUBuffer, parameters: number, points: Float32Array, count: number): Promise<Float32Array> {
    const { device } = this.#session;
    const { bindGroup, pointBuffer, resultBuffer } = await this.#buffers(state, count);
    const call = new DataView(new ArrayBuffer(PREDICT_CALL.sizeBytes));
    PREDICT_CALL.pack(call, 0, { parameters, points: count });
    device.queue.writeBuffer(this.#call, 0, call as DataView<ArrayBuffer>);
    device.queue.writeBuffer(pointBuffer, 0, points as Float32Array<ArrayBuffer>);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#kernel.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(Math.ceil(count / PREDICT_WORKGROUP));
    pass.end();
    device.queue.submit([encoder.finish()]);
    return this.#session.read(resultBuffer, 0, 4 * count * outputCount(this.#layout));
  }

  /** Buffers for `count` points, grown by doubling. */
  async #buffers(state: GPUBuffer, count: number) {
    if (!this.#bindGroup || count > this.#capacity) {
      this.#points?.destroy();
      this.#results?.destroy();
      this.#capacity = Math.max(1024, 2 ** Math.ceil(Math.log2(count)));
      const capacity = this.#capacity;
      await this.#session.checked("memory for predictions", () => {
        const inputs = this.#layout.widths[0]!;
        this.#points = this.#session.createBuffer("points", 4 * inputs * capacity, storageUsage());
        const outputs = outputCount(this.#layout);
        this.#results = this.#session.createBuffer("results", 4 * outputs * capacity, storageUsage());
        const buffers = { call: this.#call, state, points: this.#points, results: this.#results };
        this.#bindGroup = this.#session.device.createBindGroup({
          layout: this.#kernel.layout,
          entries: Object.entries(buffers).map(([name, buffer]) => ({
            binding: PREDICT_BINDINGS[name as keyof typeof PREDICT_BINDINGS],
            resource: { buffer },
          })),
        });
      });
    }
    return { bindGroup: this.#bindGroup!, pointBuffer: this.#points!, resultBuffer: this.#results! };
  }

  dispose(): void {
    for (const buffer of [this.#call, this.#points, this.#results]) buffer?.destroy();
  }
}

import { type ModelLayout, outputCount } from "../../experiment/modelLayout";
import { DispatchPacer } from "./dispatchPacer";
import type { GpuContext } from "./gpuContext";
import { type BufferPart, type GpuSession, storageUsage } from "./gpuSession";
import { PREDICT_BINDINGS, PREDICT_CALL, PREDICT_WORKGROUP, predictKernel } from "./kernels/predictKernel";
import type { GpuKernel } from "./pipelineCache";

/**
 * Largest number of points per dispatch, and of points over all its members: the maximum size of
 * the buffers.
 */
const MOST_POINTS = 2 ** 18;
const MOST_ROWS = 2 ** 20;
/** Largest number of members per dispatch, which every device allows. */
const MOST_MEMBERS = 65_535;

/** Where the parameters of some members are in the state, in words. */
export interface MemberRange {
  /** Word of the first member's first parameter. */
  offset: number;
  /** Words between two members. */
  stride: number;
  count: number;
}

/** Runs a fleet's models forward on any points. */
export class Predictor {
  readonly #session: GpuSession;
  readonly #layout: ModelLayout;
  readonly #kernel: GpuKernel;
  readonly #pacer: DispatchPacer;
  readonly #call: GPUBuffer;
  #points: GPUBuffer | null = null;
  #results: GPUBuffer | null = null;
  #bindGroup: GPUBindGroup | null = null;
  #pointCapacity = 0;
  #rowCapacity = 0;

  private constructor({ session, software }: GpuContext, layout: ModelLayout, kernel: GpuKernel, roundTripMs: number) {
    this.#session = session;
    this.#pacer = new DispatchPacer(software, roundTripMs);
    this.#layout = layout;
    this.#kernel = kernel;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#call = session.createBuffer("predict call", PREDICT_CALL.sizeBytes, usage);
  }

  static async create(backend: GpuContext, layout: ModelLayout): Promise<Predictor> {
    const types = ["uniform", "read-only-storage", "read-only-storage", "storage"] as const;
    const kernel = await backend.pipelines.get("predict", predictKernel(layout), types);
    return new Predictor(backend, layout, kernel, await backend.session.roundTripMs());
  }

  /** Multiplications for this many members and points. */
  units(members: number, features: Float32Array): number {
    return members * (features.length / this.#layout.widths[0]!) * this.#layout.parameterCount;
  }

  /**
   * Submits everything as one dispatch and returns where the results will be; undefined if the
   * dispatch would be too long.
   */
  async submit(state: GPUBuffer, members: MemberRange, features: Float32Array): Promise<BufferPart | undefined> {
    const points = features.length / this.#layout.widths[0]!;
    const rows = points * members.count;
    if (points > MOST_POINTS || rows > MOST_ROWS || members.count > MOST_MEMBERS) return undefined;
    if (this.units(members.count, features) > this.#pacer.budget) return undefined;
    return this.#dispatch(state, members, features, points);
  }

  /**
   * Outputs [members, points, outputs] row-major at `features` [points, inputs] row-major, with the
   * parameters in `state`. One dispatch and one read-back, unless that would take too long: then
   * groups of members, then ranges of points.
   */
  async predict(state: GPUBuffer, members: MemberRange, features: Float32Array): Promise<Float32Array> {
    const inputs = this.#layout.widths[0]!;
    const outputs = outputCount(this.#layout);
    const total = features.length / inputs;
    const results = new Float32Array(members.count * total * outputs);
    let firstMember = 0;
    let firstPoint = 0;
    while (total > 0 && firstMember < members.count) {
      const affordable = Math.max(PREDICT_WORKGROUP, Math.floor(this.#pacer.budget / this.#layout.parameterCount));
      const points = Math.min(total - firstPoint, MOST_POINTS, affordable);
      const fitting = Math.floor(Math.min(affordable, MOST_ROWS) / total);
      const count = points < total ? 1 : Math.min(members.count - firstMember, fitting, MOST_MEMBERS);
      const started = performance.now();
      const part = features.subarray(firstPoint * inputs, (firstPoint + points) * inputs);
      const range = { ...members, offset: members.offset + firstMember * members.stride, count };
      const at = (firstMember * total + firstPoint) * outputs;
      const { buffer, sizeBytes } = await this.#dispatch(state, range, part, points);
      results.set(await this.#session.read(buffer, 0, sizeBytes), at);
      this.#pacer.record(count * points * this.#layout.parameterCount, performance.now() - started);
      firstPoint += points;
      if (firstPoint === total) {
        firstPoint = 0;
        firstMember += count;
      }
    }
    return results;
  }

  async #dispatch(state: GPUBuffer, members: MemberRange, features: Float32Array, points: number): Promise<BufferPart> {
    const { device } = this.#session;
    const rows = points * members.count;
    const { bindGroup, pointBuffer, resultBuffer } = await this.#buffers(state, points, rows);
    const call = new DataView(new ArrayBuffer(PREDICT_CALL.sizeBytes));
    PREDICT_CALL.pack(call, 0, { parameters: members.offset, stride: members.stride, points });
    device.queue.writeBuffer(this.#call, 0, call as DataView<ArrayBuffer>);
    device.queue.writeBuffer(pointBuffer, 0, features as Float32Array<ArrayBuffer>);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#kernel.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(Math.ceil(points / PREDICT_WORKGROUP), members.count);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return { buffer: resultBuffer, offsetBytes: 0, sizeBytes: 4 * rows * outputCount(this.#layout) };
  }

  /** Buffers for this many points and rows of results; they grow by doubling. */
  async #buffers(state: GPUBuffer, points: number, rows: number) {
    if (!this.#bindGroup || points > this.#pointCapacity || rows > this.#rowCapacity) {
      this.#points?.destroy();
      this.#results?.destroy();
      this.#pointCapacity = doubled(Math.max(points, this.#pointCapacity));
      this.#rowCapacity = doubled(Math.max(rows, this.#rowCapacity));
      await this.#session.checked("memory for predictions", () => {
        const inputs = this.#layout.widths[0]!;
        this.#points = this.#session.createBuffer("points", 4 * inputs * this.#pointCapacity, storageUsage());
        const outputs = outputCount(this.#layout);
        this.#results = this.#session.createBuffer("results", 4 * outputs * this.#rowCapacity, storageUsage());
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

function doubled(size: number): number {
  return Math.max(1024, 2 ** Math.ceil(Math.log2(size)));
}

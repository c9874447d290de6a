import { stateOf } from "../../optimizers";
import type { TrainingJob } from "../backend";
import { RECORD, SPAN, TRAINING_BINDINGS } from "./bufferLayouts";
import { type GpuSession, storageUsage } from "./gpuSession";

type BufferName = keyof typeof TRAINING_BINDINGS;

/** Maximum room for marked steps, in steps and in bytes. */
const MOST_MARKS = 64;
const MARKS_BYTES = 4 * 2 ** 20;

/**
 * A trainer's buffers. Those whose size depends on the number of steps, the loss or the plan grow
 * on demand.
 */
export class TrainingBuffers {
  readonly #session: GpuSession;
  readonly #buffers = new Map<BufferName, GPUBuffer>();
  #bindGroup: GPUBindGroup | null = null;

  /** Number of marked steps whose parameters fit the state, after all members' own. */
  readonly marks: number;

  /**
   * `stateBytes`: the maximum size of the state; there is room for at least one mark
   * (`jobSupport`).
   */
  constructor(session: GpuSession, job: TrainingJob, stateBytes: number) {
    this.#session = session;
    const state = initialState(job);
    const markWords = job.layout.parameterCount * job.members.length;
    const fitting = Math.floor((Math.min(stateBytes, state.byteLength + MARKS_BYTES) / 4 - state.length) / markWords);
    this.marks = Math.min(MOST_MARKS, Math.max(1, fitting));
    this.#buffers.set("features", session.createStorage("features", job.features));
    this.#buffers.set("targets", session.createStorage("targets", targetRows(job)));
    const words = state.length + this.marks * markWords;
    this.#buffers.set("state", session.createBuffer("state", 4 * words, storageUsage()));
    this.begin(job);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#buffers.set("span", session.createBuffer("span", SPAN.sizeBytes, usage));
  }

  /** Writes the members' initial parameters and resets the optimiser's state. */
  begin(job: TrainingJob): void {
    this.#session.device.queue.writeBuffer(this.get("state"), 0, initialState(job) as Float32Array<ArrayBuffer>);
  }

  get(name: BufferName): GPUBuffer {
    const buffer = this.#buffers.get(name);
    if (!buffer) throw new RangeError(`the buffer ${name} has not been made yet`);
    return buffer;
  }

  /** Makes room for a stretch of steps. */
  async reserve(sizes: {
    steps: number;
    rows: number;
    members: number;
    stepBytes: number;
    memberBytes: number;
    scratchWords: number;
  }): Promise<void> {
    const needed: [BufferName, number][] = [
      ["order", 4 * sizes.rows],
      ["steps", sizes.stepBytes * sizes.steps],
      ["records", RECORD.sizeBytes * sizes.steps * sizes.members],
      ["members", sizes.memberBytes * sizes.members],
      ["scratch", 4 * sizes.scratchWords],
    ];
    const growing = needed.filter(([name, sizeBytes]) => (this.#buffers.get(name)?.size ?? 0) < Math.max(4, sizeBytes));
    if (growing.length === 0) return;
    await this.#session.checked("memory for training", () => {
      for (const [name, sizeBytes] of growing) {
        this.#buffers.get(name)?.destroy();
        this.#buffers.set(name, this.#session.createBuffer(name, sizeBytes, storageUsage()));
      }
    });
    this.#bindGroup = null;
  }

  bindGroup(layout: GPUBindGroupLayout): GPUBindGroup {
    this.#bindGroup ??= this.#session.device.createBindGroup({
      layout,
      entries: Object.entries(TRAINING_BINDINGS).map(([name, binding]) => ({
        binding,
        resource: { buffer: this.get(name as BufferName) },
      })),
    });
    return this.#bindGroup;
  }

  /** Adapts the buffers to another kernel's layout. */
  forgetBindGroup(): void {
    this.#bindGroup = null;
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
  }
}

/**
 * [rows, targetColumns + 1] float32, row-major because batches select rows: the loss's target
 * columns, then the label.
 */
function targetRows({ targets, labels }: TrainingJob): Float32Array {
  const width = targets.length + 1;
  const all = new Float32Array(labels.length * width);
  for (let row = 0; row < labels.length; row++) {
    for (let k = 0; k < targets.length; k++) all[row * width + k] = targets[k]![row]!;
    all[row * width + targets.length] = labels[row]!;
  }
  return all;
}

/** [members, 1 + the optimiser's vectors, parameterCount] float32: the parameters first. */
function initialState(job: TrainingJob): Float32Array {
  const { parameterCount } = job.layout;
  const starts = Object.values(stateOf(job.optimizer));
  const stride = parameterCount * (1 + starts.length);
  const state = new Float32Array(stride * job.members.length);
  job.members.forEach(({ initialParameters }, m) => {
    if (initialParameters.length !== parameterCount) {
      throw new RangeError(
        `initialParameters of member ${m}: expected [${parameterCount}], got [${initialParameters.length}]`,
      );
    }
    const own = state.subarray(m * stride, (m + 1) * stride);
    own.set(initialParameters);
    starts.forEach((start, k) => {
      own.fill(start, (k + 1) * parameterCount, (k + 2) * parameterCount);
    });
  });
  return state;
}

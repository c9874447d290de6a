import { outputCount } from "../../../experiment/modelLayout";
import type { FloatArray } from "../../../language/evaluate/evaluator";
import { BatchOrder, cumulateLoop } from "../../../language/evaluate/evaluatorLoops";
import type { LossProgram } from "../../../language/program";
import { type OptimizerUpdate, optimizerUpdate } from "../../../optimizers/update";
import { SAMPLES_PER_ITERATION } from "../../../wasm";
import { type FleetMember, type MemberSettings, STEP_FIELDS, type Trainer, type TrainingJob } from "../../backend";
import { StepScalars } from "../../stepScalars";
import { type Kernel, type KernelExports, linkKernel } from "./kernel";
import type { KernelCache } from "./kernelCache";
import { type MEMBER_SCALARS, RECORD_BYTES, roundUp } from "./kernelLayout";
import { WorkMemory } from "./workMemory";

/** Room for the records of one call's steps. */
const RECORDS_BYTES = 2 ** 19;
const MAX_STEPS = 4096;
/** Maximum number of points per call of `predict`. */
const MAX_POINTS = 2 ** 13;

/** Addresses, in bytes, of the parts of a job whose size is not compiled in. */
interface Addresses {
  data: number;
  order: number;
  members: number;
  /** Parameters that belong to no member (`predictAt`). */
  scratchParameters: number;
  table: number;
  records: number;
  points: number;
  results: number;
  end: number;
  /** Maximum number of steps per call. */
  steps: number;
}

/**
 * Trains a fleet with a WebAssembly kernel: float32, one sample per lane, many steps of an epoch
 * per call.
 */
export class WasmTrainer implements Trainer {
  readonly job: TrainingJob;
  readonly #capacity: number;
  readonly #kernels: KernelCache;
  readonly #update: OptimizerUpdate;
  #scalars: StepScalars;
  #settings: MemberSettings[];
  #loss: LossProgram;
  #kernel!: Kernel;
  #memory!: WorkMemory;
  #code!: KernelExports;
  #addresses!: Addresses;
  #step = 0;
  #epoch = 0;
  /** Number of rows of the epoch's order that have been trained on. */
  #position: number;

  /** `kernels`: compiled kernels to share. Throws RangeError if there is not enough memory. */
  constructor(job: TrainingJob, kernels: KernelCache) {
    this.#kernels = kernels;
    this.job = job;
    this.#capacity = Math.min(job.batchSize, job.labels.length);
    this.#update = optimizerUpdate(job.optimizer);
    this.#scalars = new StepScalars(job.optimizer);
    this.#settings = job.members.map(({ settings }) => settings);
    this.#loss = job.loss;
    this.#position = job.labels.length;
    this.#load();
    this.#begin(job.members);
  }

  get step(): number {
    return this.#step;
  }

  async advance(count: number): Promise<Float64Array> {
    const members = this.#settings.length;
    const fields = STEP_FIELDS.length;
    const records = new Float64Array(count * members * fields);
    const rows = this.job.labels.length;
    const { data, order, members: first, table, records: figures, steps: most } = this.#addresses;
    for (let done = 0; done < count; ) {
      if (this.#position >= rows) this.#nextEpoch();
      const left = rows - this.#position;
      const steps = Math.min(count - done, most, Math.ceil(left / this.#capacity));
      this.#writeTable(steps);
      this.#code.train(order + 4 * this.#position, left, steps, data, first, members, table, figures);
      const length = steps * members * fields;
      records.set(this.#memory.doubles(figures, length), done * members * fields);
      this.#position += steps * this.#capacity;
      this.#step += steps;
      done += steps;
    }
    return records;
  }

  configure(member: number, settings: MemberSettings): void {
    this.#settings[member] = settings;
    this.#writeSettings(member);
  }

  restart(members: readonly FleetMember[]): void {
    this.#settings = members.map(({ settings }) => settings);
    this.#step = 0;
    this.#scalars = new StepScalars(this.job.optimizer);
    this.#epoch = 0;
    this.#position = this.job.labels.length;
    this.#begin(members);
  }

  async replaceLoss(loss: LossProgram): Promise<void> {
    const before = this.#memory;
    const vectors = this.#settings.map((_, member) => this.#memberVectors(member).map((vector) => vector.slice()));
    const order = before.integers(this.#addresses.order, this.job.labels.length).slice();
    this.#loss = loss;
    this.#load();
    for (const [member, kept] of vectors.entries()) {
      for (const [k, vector] of this.#memberVectors(member).entries()) vector.set(kept[k]!);
    }
    this.#memory.integers(this.#addresses.order, order.length).set(order);
    for (const member of this.#settings.keys()) this.#writeSettings(member);
    before.release();
  }

  async predict(member: number, features: FloatArray, into?: Float32Array): Promise<Float32Array> {
    return this.#predict(this.#member(member), features, into);
  }

  async predictAt(parameters: Float64Array, features: FloatArray, into?: Float32Array): Promise<Float32Array> {
    const { scratchParameters } = this.#addresses;
    this.#memory.floats(scratchParameters, parameters.length).set(parameters);
    return this.#predict(scratchParameters, features, into);
  }

  async parameters(member: number): Promise<Float64Array> {
    return new Float64Array(this.#memory.floats(this.#member(member), this.job.layout.parameterCount));
  }

  dispose(): void {
    this.#memory.release();
  }

  /** `network`: the address of its parameters. */
  #predict(network: number, features: FloatArray, into: Float32Array | undefined): Float32Array {
    const { layout } = this.job;
    const inputs = layout.widths[0]!;
    const outputs = outputCount(layout);
    const points = features.length / inputs;
    const results = into ?? new Float32Array(points * outputs);
    const { points: from, results: to } = this.#addresses;
    for (let start = 0; start < points; start += MAX_POINTS) {
      const count = Math.min(MAX_POINTS, points - start);
      this.#memory.floats(from, count * inputs).set(features.subarray(start * inputs, (start + count) * inputs));
      this.#code.predict(network, from, count, to);
      results.set(this.#memory.floats(to, count * outputs), start * outputs);
    }
    return results;
  }

  /**
   * Compiles the loss, and allocates and fills a memory with everything that does not change during
   * training.
   */
  #load(): void {
    const { layout, targets, labels } = this.job;
    const loss = this.#loss.batch;
    this.#kernel = this.#kernels.kernel({
      layout,
      capacity: this.#capacity,
      loss,
      targetColumns: targets.length,
      update: this.#update,
    });
    this.#addresses = addressesOf(this.job, this.#kernel, this.#settings.length);
    this.#memory = new WorkMemory(this.#addresses.end);
    const rank = (value: number, key: number, result: number, samples: number, back: number) =>
      this.#rank(value, key, result, samples, back !== 0);
    const { memory } = this.#memory;
    this.#code = linkKernel(this.#kernel, memory, rank);
    const constants = this.#kernel.constants(this.#update.settings);
    this.#memory.floats(this.#kernel.layout.constants, constants.length).set(constants);
    this.#writeWeightMask();
    this.#writeData(labels.length);
  }

  readonly #batchOrder = new BatchOrder();

  #rank(value: number, key: number, result: number, samples: number, back: boolean): void {
    const column = (at: number) => this.#memory.floats(at, samples);
    cumulateLoop(column(result), column(value), this.#batchOrder.by(column(key), samples), back);
  }

  #writeWeightMask(): void {
    const { isWeight, parameterBytes } = this.#kernel.layout;
    const mask = this.#memory.integers(isWeight, parameterBytes / 4);
    mask.fill(0);
    for (const { weightOffset, biasOffset } of this.job.layout.layers) mask.fill(0xffffffff, weightOffset, biasOffset);
  }

  /** Row by row: features, targets, and the label as a mask. */
  #writeData(rows: number): void {
    const { features, targets, labels, layout } = this.job;
    const inputs = layout.widths[0]!;
    const stride = this.#kernel.layout.rowBytes / 4;
    const floats = this.#memory.floats(this.#addresses.data, rows * stride);
    const masks = this.#memory.integers(this.#addresses.data, rows * stride);
    for (let row = 0; row < rows; row++) {
      const at = row * stride;
      for (let k = 0; k < inputs; k++) floats[at + k] = features[row * inputs + k]!;
      for (let k = 0; k < targets.length; k++) floats[at + inputs + k] = targets[k]![row]!;
      masks[at + inputs + targets.length] = labels[row] === 1 ? 0xffffffff : 0;
    }
  }

  #nextEpoch(): void {
    const rows = this.job.labels.length;
    const order = this.#memory.integers(this.#addresses.order, rows + SAMPLES_PER_ITERATION);
    order.set(this.job.batchOrder(this.#epoch++));
    // The last batch is padded with a valid row number.
    order.fill(0, rows);
    this.#position = 0;
  }

  #begin(members: readonly FleetMember[]): void {
    const starts = Object.values(this.#update.state);
    for (const [member, { initialParameters }] of members.entries()) {
      const [parameters, ...state] = this.#memberVectors(member) as [Float32Array, ...Float32Array[]];
      parameters.fill(0);
      parameters.set(initialParameters);
      for (const [k, vector] of state.entries()) vector.fill(starts[k]!);
      this.#writeSettings(member);
    }
  }

  #member(member: number): number {
    return this.#addresses.members + member * this.#kernel.layout.member.bytes;
  }

  /** The parameters, then the optimiser's vectors in order. */
  #memberVectors(member: number): Float32Array[] {
    const { member: within, parameterBytes } = this.#kernel.layout;
    const at = this.#member(member);
    return [0, ...within.state].map((offset) => this.#memory.floats(at + offset, parameterBytes / 4));
  }

  #writeSettings(member: number): void {
    const { learningRate, weightDecay, l1, l2, lossParameters } = this.#settings[member]!;
    const values: Record<(typeof MEMBER_SCALARS)[number], number> = {
      learningRateOfWeights: learningRate.weights,
      learningRateOfBiases: learningRate.biases,
      weightDecayOfWeights: weightDecay.weights,
      weightDecayOfBiases: weightDecay.biases,
      l1,
      l2,
    };
    const { scalars, uniforms } = this.#kernel.layout.member;
    const at = this.#member(member);
    this.#memory.floats(at + scalars, Object.keys(values).length).set(Object.values(values));
    this.#memory.floats(at + uniforms, this.#kernel.uniformCount).set(this.#kernel.uniforms(lossParameters));
  }

  /** Writes the optimiser's scalars for the next `steps` steps. */
  #writeTable(steps: number): void {
    const names = this.#update.scalars;
    if (names.length === 0) return;
    const table = this.#memory.floats(this.#addresses.table, steps * names.length);
    for (let at = 0; at < table.length; at += names.length) {
      const scalars = this.#scalars.next();
      for (let k = 0; k < names.length; k++) table[at + k] = scalars[names[k]!]!;
    }
  }
}

function addressesOf(
  { layout, labels }: TrainingJob,
  { layout: kernel, scratchColumns }: Kernel,
  members: number,
): Addresses {
  let next = kernel.end;
  const room = (bytes: number) => {
    const start = next;
    next = roundUp(next + bytes, 16);
    return start;
  };
  room(scratchColumns * kernel.columnBytes); // The loss's own columns begin at `kernel.end`.
  const rows = labels.length;
  const iterations = 2 * SAMPLES_PER_ITERATION;
  const steps = Math.max(1, Math.min(MAX_STEPS, Math.floor(RECORDS_BYTES / (members * RECORD_BYTES))));
  return {
    steps,
    data: room(rows * kernel.rowBytes),
    order: room(4 * (rows + SAMPLES_PER_ITERATION)),
    members: room(members * kernel.member.bytes),
    scratchParameters: room(kernel.parameterBytes),
    table: room(steps * kernel.stepBytes),
    records: room(steps * members * RECORD_BYTES),
    points: room(4 * layout.widths[0]! * (MAX_POINTS + iterations) + 16),
    results: room(4 * outputCount(layout) * (MAX_POINTS + iterations)),
    end: next,
  };
}

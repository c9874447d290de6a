import { outputCount } from "../../experiment/modelLayout";
import type { LossProgram } from "../../language";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import type { FleetMember, KeptSteps, MemberSettings, Trainer, TrainingJob } from "../backend";
import { STEP_FIELDS } from "../backend";
import { BatchFeed, type Stretch } from "../batchFeed";
import { StepScalars } from "../stepScalars";
import { memberBytes, NOT_KEPT, packMember, RECORD, SPAN, TRAINING_BINDINGS, WRITTEN_BINDINGS } from "./bufferLayouts";
import { DispatchPacer } from "./dispatchPacer";
import type { GpuContext } from "./gpuContext";
import { type KernelPlan, kernelPlan, unitsPerSample } from "./kernelPlan";
import { rateValues, scalarValues, type WgslOptimizer, wgslOptimizer } from "./kernels/optimizerUpdate";
import { trainingKernel } from "./kernels/trainingKernel";
import type { GpuKernel } from "./pipelineCache";
import { Predictor } from "./predictor";
import { isLast, type Span, spanSchedule } from "./spanSchedule";
import { TrainingBuffers } from "./trainingBuffers";

/** Limits of one upload and read-back: rows, and bytes of records. */
const STRETCH_ROWS = 2 ** 22;
const STRETCH_RECORD_BYTES = 2 ** 24;

/** A loss in training: its kernel and its memory plan. */
interface LoadedLoss {
  wgsl: WgslLoss;
  plan: KernelPlan;
  kernel: GpuKernel;
}

/**
 * The results of one stretch: records [steps, members, STEP_FIELDS.length]; the others as in
 * KeptSteps.
 */
interface KeptNumbers {
  records: Float32Array;
  parameters: Float32Array;
  outputs: Float32Array;
}

const NO_POINTS = new Float32Array(0);
const NOTHING_KEPT: KeptNumbers = { records: NO_POINTS, parameters: NO_POINTS, outputs: NO_POINTS };

export class GpuTrainer implements Trainer {
  readonly job: TrainingJob;
  readonly #backend: GpuContext;
  #settings: MemberSettings[];
  readonly #optimizer: WgslOptimizer;
  #scalars: StepScalars;
  #feed: BatchFeed;
  readonly #pacer: DispatchPacer;
  readonly #buffers: TrainingBuffers;
  readonly #predictor: Predictor;
  #loss: LoadedLoss;
  /** Members whose settings on the GPU differ from `#settings`. */
  #changed: Set<number>;
  #step = 0;

  private constructor(
    backend: GpuContext,
    job: TrainingJob,
    optimizer: WgslOptimizer,
    loss: LoadedLoss,
    buffers: TrainingBuffers,
    predictor: Predictor,
    roundTripMs: number,
  ) {
    this.#backend = backend;
    this.job = job;
    this.#optimizer = optimizer;
    this.#scalars = new StepScalars(job.optimizer);
    this.#loss = loss;
    this.#buffers = buffers;
    this.#predictor = predictor;
    this.#settings = job.members.map((member) => member.settings);
    this.#changed = new Set(job.members.keys());
    this.#feed = new BatchFeed(job);
    this.#pacer = new DispatchPacer(backend.software, roundTripMs);
  }

  static async create(backend: GpuContext, job: TrainingJob): Promise<GpuTrainer> {
    const { session } = backend;
    const optimizer = wgslOptimizer(job.optimizer);
    const [loss, predictor] = await Promise.all([
      loadLoss(backend, job, optimizer, job.loss),
      Predictor.create(backend, job.layout),
    ]);
    const buffers = await session.checked(
      "memory for training",
      () => new TrainingBuffers(session, job, backend.limits.storageBytes),
    );
    return new GpuTrainer(backend, job, optimizer, loss, buffers, predictor, await session.roundTripMs());
  }

  get step(): number {
    return this.#step;
  }

  async advance(count: number): Promise<Float64Array> {
    return (await this.advanceKeeping(count, [], NO_POINTS)).records;
  }

  async advanceKeeping(count: number, marks: readonly number[], features: Float32Array): Promise<KeptSteps> {
    this.#backend.session.check();
    const fields = this.job.members.length * STEP_FIELDS.length;
    const records = new Float64Array(count * fields);
    const mostSteps = Math.max(1, Math.floor(STRETCH_RECORD_BYTES / (RECORD.sizeBytes * this.job.members.length)));
    const markWords = this.job.members.length * this.job.layout.parameterCount;
    const outputWords =
      this.job.members.length * (features.length / this.job.layout.widths[0]!) * outputCount(this.job.layout);
    const parameters = new Float64Array(marks.length * markWords);
    const outputs = new Float32Array(marks.length * outputWords);
    let done = 0;
    let marked = 0;
    while (done < count) {
      const full = marks[marked + this.#buffers.marks - 1] ?? count;
      const stretch = this.#feed.take(Math.min(full - done, mostSteps), STRETCH_ROWS);
      const end = done + stretch.batches.length;
      const own = marks.slice(marked).filter((mark) => mark <= end);
      const kept = await this.#run(
        stretch,
        own.map((mark) => mark - done),
        features,
      );
      records.set(kept.records, done * fields);
      parameters.set(kept.parameters, marked * markWords);
      outputs.set(kept.outputs, marked * outputWords);
      done = end;
      marked += own.length;
    }
    return { records, parameters, outputs };
  }

  configure(member: number, settings: MemberSettings): void {
    if (!this.#settings[member]) {
      throw new RangeError(`member: expected 0 to ${this.#settings.length - 1}, got ${member}`);
    }
    this.#settings[member] = settings;
    this.#changed.add(member);
  }

  async replaceLoss(loss: LossProgram): Promise<void> {
    this.#loss = await loadLoss(this.#backend, this.job, this.#optimizer, loss);
    this.#changed = new Set(this.#settings.keys());
    this.#buffers.forgetBindGroup();
  }

  predict(member: number, features: Float32Array): Promise<Float32Array> {
    return this.predictMembers(member, 1, features);
  }

  predictMembers(first: number, count: number, features: Float32Array): Promise<Float32Array> {
    const stride = this.#stateWords;
    return this.#predictor.predict(this.#buffers.get("state"), { offset: first * stride, stride, count }, features);
  }

  parameters(member: number): Promise<Float64Array> {
    return this.parametersOfMembers(member, 1);
  }

  async parametersOfMembers(first: number, count: number): Promise<Float64Array> {
    const { parameterCount } = this.job.layout;
    const stride = this.#stateWords;
    const words = (count - 1) * stride + parameterCount;
    const state = await this.#backend.session.read(this.#buffers.get("state"), 4 * first * stride, 4 * words);
    const parameters = new Float64Array(count * parameterCount);
    for (let m = 0; m < count; m++) {
      parameters.set(state.subarray(m * stride, m * stride + parameterCount), m * parameterCount);
    }
    return parameters;
  }

  restart(members: readonly FleetMember[]): void {
    const { length } = this.job.members;
    if (members.length !== length) throw new RangeError(`members: expected ${length}, got ${members.length}`);
    this.#buffers.begin({ ...this.job, members });
    this.#settings = members.map((member) => member.settings);
    this.#changed = new Set(members.keys());
    this.#feed = new BatchFeed(this.job);
    this.#scalars = new StepScalars(this.job.optimizer);
    this.#step = 0;
  }

  dispose(): void {
    this.#buffers.dispose();
    this.#predictor.dispose();
  }

  /** Words of the state per member; its parameters come first. */
  get #stateWords(): number {
    return this.job.layout.parameterCount * (1 + Object.keys(this.#optimizer.update.state).length);
  }

  /** The first word of the marked steps' parameters, after all members. */
  get #marksOffset(): number {
    return this.job.members.length * this.#stateWords;
  }

  /**
   * Takes the steps of one stretch. `marks` of them are numbered from 1, at most as many as there
   * is room for.
   */
  async #run(stretch: Stretch, marks: readonly number[], features: Float32Array): Promise<KeptNumbers> {
    const { session } = this.#backend;
    const { plan, wgsl } = this.#loss;
    const steps = stretch.batches.length;
    const members = this.job.members.length;
    const scratchWords = plan.scratchWords * plan.concurrentMembers;
    const rows = stretch.order.length;
    await this.#buffers.reserve({
      steps,
      rows,
      members,
      stepBytes: this.#optimizer.step.sizeBytes,
      memberBytes: memberBytes(this.#optimizer.rates, wgsl.uniformCount),
      scratchWords,
    });
    this.#upload(stretch, marks);
    const sizes = stretch.batches.map((batch) => batch.size);
    const { parameterCount } = this.job.layout;
    const workload = {
      members,
      plan,
      passes: wgsl.passes.length,
      unitsPerSample: unitsPerSample(this.job.layout, wgsl, plan.batchSize),
      unitsPerStep: 10 * parameterCount + 20 * plan.workgroupSize,
    };
    let kept: KeptNumbers = NOTHING_KEPT;
    for (const span of spanSchedule(sizes, workload, this.#pacer)) {
      const started = performance.now();
      this.#dispatch(span);
      // The read-back waits for the work, so the last dispatch needs no round trip of its own.
      if (isLast(span, workload, steps)) {
        kept = await this.#read(steps, marks.length, features);
      } else {
        await session.finished(session.device.queue.onSubmittedWorkDone());
      }
      const looking = isLast(span, workload, steps) ? this.#predictor.units(marks.length * members, features) : 0;
      this.#pacer.record(span.units + looking, performance.now() - started);
    }
    this.#step += steps;
    return kept;
  }

  /**
   * The records of a stretch and the results of its marked steps, in one round trip unless the
   * marked steps need several.
   */
  async #read(steps: number, marks: number, features: Float32Array): Promise<KeptNumbers> {
    const { session } = this.#backend;
    const models = marks * this.job.members.length;
    const { parameterCount } = this.job.layout;
    const state = this.#buffers.get("state");
    const sizeBytes = RECORD.sizeBytes * steps * this.job.members.length;
    const parts = [{ buffer: this.#buffers.get("records"), offsetBytes: 0, sizeBytes }];
    if (marks === 0) {
      const [records] = await session.readParts(parts);
      return { ...NOTHING_KEPT, records: records! };
    }
    const range = { offset: this.#marksOffset, stride: parameterCount, count: models };
    parts.push({ buffer: state, offsetBytes: 4 * range.offset, sizeBytes: 4 * models * parameterCount });
    const results = features.length === 0 ? undefined : await this.#predictor.submit(state, range, features);
    const [records, parameters, outputs] = await session.readParts(results ? [...parts, results] : parts);
    return {
      records: records!,
      parameters: parameters!,
      outputs: outputs ?? (await this.#predictor.predict(state, range, features)),
    };
  }

  #upload(stretch: Stretch, marks: readonly number[]): void {
    const { queue } = this.#backend.session.device;
    const { uniformCount, uniforms } = this.#loss.wgsl;
    queue.writeBuffer(this.#buffers.get("order"), 0, stretch.order as Uint32Array<ArrayBuffer>);
    const { step, rates } = this.#optimizer;
    const table = new DataView(new ArrayBuffer(step.sizeBytes * stretch.batches.length));
    const markWords = this.job.members.length * this.job.layout.parameterCount;
    const markOf = new Map(marks.map((mark, slot) => [mark - 1, this.#marksOffset + slot * markWords]));
    stretch.batches.forEach(({ offset, size }, i) => {
      const place = { order_offset: offset, size, mark: markOf.get(i) ?? NOT_KEPT };
      step.pack(table, i * step.sizeBytes, { ...place, ...scalarValues(this.#scalars.next()) });
    });
    queue.writeBuffer(this.#buffers.get("steps"), 0, table as DataView<ArrayBuffer>);
    for (const member of this.#changed) {
      const settings = this.#settings[member]!;
      const bytes = packMember(rates, rateValues(this.#optimizer, settings), uniforms(settings.lossParameters));
      queue.writeBuffer(this.#buffers.get("members"), member * memberBytes(rates, uniformCount), bytes);
    }
    this.#changed.clear();
  }

  #dispatch(span: Span): void {
    const { device } = this.#backend.session;
    const { pipeline, layout } = this.#loss.kernel;
    const bytes = new DataView(new ArrayBuffer(SPAN.sizeBytes));
    SPAN.pack(bytes, 0, {
      first_member: span.firstMember,
      member_count: this.job.members.length,
      first_step: span.firstStep,
      step_count: span.stepCount,
      first_stage: span.firstStage,
      stage_end: span.stageEnd,
      first_tile: span.firstTile,
      tile_end: span.tileEnd,
    });
    device.queue.writeBuffer(this.#buffers.get("span"), 0, bytes as DataView<ArrayBuffer>);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#buffers.bindGroup(layout));
    pass.dispatchWorkgroups(span.members);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }
}

async function loadLoss(
  backend: GpuContext,
  job: TrainingJob,
  optimizer: WgslOptimizer,
  loss: LossProgram,
): Promise<LoadedLoss> {
  const { layout } = job;
  const wgsl = backend.emit(loss.batch);
  checkColumns(job, wgsl);
  const largestBatch = Math.min(job.batchSize, job.labels.length);
  const plan = kernelPlan(layout, job.optimizer, wgsl, largestBatch, job.members.length, backend.limits);
  const bindings = Object.keys(TRAINING_BINDINGS).map((name): GPUBufferBindingType => {
    if (name === "span") return "uniform";
    return WRITTEN_BINDINGS.some((written) => written === name) ? "storage" : "read-only-storage";
  });
  const code = trainingKernel({ layout, optimizer, loss: wgsl, targetColumns: job.targets.length, plan });
  const kernel = await backend.pipelines.get("train", code, bindings);
  return { wgsl, plan, kernel };
}

function checkColumns({ layout, targets }: TrainingJob, { gradients, targetColumns }: WgslLoss): void {
  const outputs = outputCount(layout);
  if (gradients.length !== outputs) {
    throw new RangeError(`prediction columns of the loss: expected the network's ${outputs}, got ${gradients.length}`);
  }
  if (targetColumns > targets.length) {
    throw new RangeError(`targets: expected at least ${targetColumns} columns, got ${targets.length}`);
  }
}

import type { Samples } from "../datasets";
import { type Backend, type MemberSettings, STEP_FIELDS, type Trainer } from "../engine/backend";
import { memberSettings, type PreparedRun } from "../engine/fleetJob";
import { decisionLogits } from "../experiment/decision";
import type { Experiment } from "../experiment/experiment";
import { outputCount } from "../experiment/modelLayout";
import type { GridSpec } from "../experiment/plotGrid";
import type { LossProgram } from "../language";
import type { TrainedLoss } from "../losses/trainedLoss";
import { checkFinite } from "./divergence";
import { type EvaluatedSets, SetEvaluation } from "./evaluation/setEvaluation";
import { gridPoints } from "./gridPoints";
import { recordsEpoch } from "./recordedEpochs";
import { afterStep, meansOf, NO_STEPS, type Running } from "./runningMeans";
import { type EpochRecord, type FullRecord, SHOWN_ROWS, type Snapshot, shownRows } from "./snapshot";

/**
 * When epochs are measured: each as it ends, or later on request (`measureEpoch`), if the engine
 * can do that.
 */
type EpochsMeasured = "as-they-end" | "when-asked";

/** Maximum number of epochs that wait to be measured: their parameters are kept in memory. */
const MOST_UNMEASURED = 256;

/** An epoch that has not been measured yet. */
interface EndedEpoch {
  step: number;
  running: Running;
  parameters: Float64Array;
}

/** Maximum number of epochs per call: their results are in memory at the same time. */
const MOST_KEPT = 32;
const NO_POINTS = new Float32Array(0);

/**
 * One model in training with its bookkeeping: epochs, running means, evaluation. The page's worker,
 * the terminal and the tests all train through this.
 */
export class TrainingRun {
  readonly prepared: PreparedRun;
  readonly trainer: Trainer;
  readonly #evaluation: SetEvaluation;
  #experiment: Experiment;
  #settings: MemberSettings;
  #loss: LossProgram;
  #running: Running = NO_STEPS;
  #finished: EpochRecord[] = [];
  #unmeasured: EndedEpoch[] = [];
  /** The record of the state at `#evaluated.step`. */
  #evaluated: { step: number; sets: EvaluatedSets } | undefined;
  /**
   * The network after this many steps: its outputs at the evaluation's points and its parameters,
   * if the engine reported them while training.
   */
  #known: { step: number; outputs: Float32Array; parameters: Float64Array } | undefined;
  #engineMs = 0;

  private constructor(prepared: PreparedRun, trainer: Trainer, evaluation: SetEvaluation) {
    this.prepared = prepared;
    this.trainer = trainer;
    this.#experiment = prepared.experiment;
    this.#settings = prepared.job.members[0]!.settings;
    this.#loss = prepared.job.loss;
    this.#evaluation = evaluation;
  }

  /** Takes ownership of the trainer and records the state before training as epoch 0. */
  static async start(prepared: PreparedRun, backend: Backend): Promise<TrainingRun> {
    const { train, validation, job } = prepared;
    const evaluation = new SetEvaluation(train, validation, job.loss, backend.createEvaluator?.bind(backend));
    return TrainingRun.#begun(prepared, await backend.createTrainer(job), evaluation);
  }

  /**
   * Starts another run on this run's trainer, if it is compatible (`trainerKey`) and its engine can
   * restart; else undefined. Afterwards only the new run may be used.
   */
  async followedBy(prepared: PreparedRun): Promise<TrainingRun | undefined> {
    const { trainer } = this;
    if (trainer.restart === undefined || this.#loss.batch.key !== prepared.job.loss.batch.key) return undefined;
    if (this.prepared.trainerKey !== prepared.trainerKey) return undefined;
    trainer.restart(prepared.job.members);
    return TrainingRun.#begun(prepared, trainer, this.#evaluation);
  }

  static async #begun(prepared: PreparedRun, trainer: Trainer, evaluation: SetEvaluation): Promise<TrainingRun> {
    const run = new TrainingRun(prepared, trainer, evaluation);
    run.#finished.push(await run.#record());
    return run;
  }

  /** Steps taken. */
  get step(): number {
    return this.trainer.step;
  }
  get totalSteps(): number {
    return this.#experiment.epochs * this.prepared.stepsPerEpoch;
  }
  /** Completed epochs. */
  get epoch(): number {
    return Math.floor(this.step / this.prepared.stepsPerEpoch);
  }
  get stepsLeftInEpoch(): number {
    return this.prepared.stepsPerEpoch - (this.step % this.prepared.stepsPerEpoch);
  }
  get done(): boolean {
    return this.step >= this.totalSteps;
  }
  /** Milliseconds inside the engine's steps. */
  get engineMs(): number {
    return this.#engineMs;
  }

  /**
   * Takes at most `steps` steps. Ends of epochs are measured, or remembered (`measured`); if the
   * engine cannot keep them, it stops at the first. Returns the number of steps taken. Throws
   * DivergedError and what the trainer throws.
   */
  async advance(steps: number, measured: EpochsMeasured = "as-they-end"): Promise<number> {
    if (this.trainer.advanceKeeping !== undefined) return this.#advanceKeeping(steps);
    const count = Math.min(steps, this.stepsLeftInEpoch, this.totalSteps - this.step);
    if (count <= 0) return 0;
    const before = this.step;
    const started = performance.now();
    const records = await this.trainer.advance(count);
    this.#engineMs += performance.now() - started;
    for (let i = 0; i < count; i++) this.#addStep(records, i, before);
    if (this.#isRecorded(this.step)) await this.#endEpoch(measured);
    return count;
  }

  async #advanceKeeping(steps: number): Promise<number> {
    const { keep, count } = this.#keptStepsWithin(Math.min(steps, this.totalSteps - this.step));
    if (count <= 0) return 0;
    const before = this.step;
    const started = performance.now();
    const kept = await this.trainer.advanceKeeping!(count, keep, keep.length > 0 ? this.#evaluation.points : NO_POINTS);
    this.#engineMs += performance.now() - started;
    let next = 0;
    for (let i = 0; i < count; i++) {
      this.#addStep(kept.records, i, before);
      if (i + 1 !== keep[next]) continue;
      const step = before + i + 1;
      const [outputs, parameters] = [kept.outputs, kept.parameters].map((all) => {
        const size = all.length / keep.length;
        return all.slice(next * size, (next + 1) * size);
      }) as [Float32Array, Float64Array];
      this.#known = { step, outputs, parameters };
      if (this.#isRecorded(step)) this.#finished.push(await this.#record(step));
      next++;
    }
    return count;
  }

  /** Of the next `count` steps, or fewer: those after which the state must be known. */
  #keptStepsWithin(count: number): { keep: number[]; count: number } {
    const keep: number[] = [];
    for (let step = this.stepsLeftInEpoch; step <= count; step += this.prepared.stepsPerEpoch) {
      if (this.#isRecorded(this.step + step)) keep.push(step);
      if (keep.length === MOST_KEPT) return { keep, count: step };
    }
    // The state at the end may be drawn; but evaluating it must not cost more than training.
    const looking = this.prepared.train.rows + this.prepared.validation.rows;
    if (keep.at(-1) !== count && looking <= count * this.prepared.job.batchSize) keep.push(count);
    return { keep, count };
  }

  /** Whether this many steps end an epoch that is recorded. */
  #isRecorded(step: number): boolean {
    const epoch = step / this.prepared.stepsPerEpoch;
    return Number.isInteger(epoch) && (recordsEpoch(epoch) || step === this.totalSteps);
  }

  /**
   * Changes settings that may change during training, from the next step on (`canTune`). `loss` is
   * the experiment's compiled loss.
   */
  async tune(experiment: Experiment, loss: TrainedLoss): Promise<void> {
    if (loss.program.batch.key !== this.#loss.batch.key) {
      this.#loss = loss.program;
      await this.trainer.replaceLoss(this.#loss);
      this.#evaluation.replaceLoss(this.#loss);
    }
    this.#settings = memberSettings(experiment, loss);
    this.trainer.configure(0, this.#settings);
    this.#experiment = experiment;
    this.#evaluated = undefined; // The loss of the same weights has changed.
  }

  /** A copy of the training rows that the page draws. */
  shownSamples(): Samples {
    return shownRows(this.prepared.train);
  }

  /** Number of epochs that have not been measured. */
  get unmeasuredEpochs(): number {
    return this.#unmeasured.length;
  }

  /**
   * Keeps at most this many unmeasured epochs, evenly spaced, including the last; the others are
   * dropped.
   */
  thinEpochs(most: number): void {
    const ended = this.#unmeasured;
    const stride = Math.ceil(ended.length / Math.max(1, Math.floor(most)));
    this.#unmeasured = ended.filter((_, i) => (ended.length - 1 - i) % stride === 0);
  }

  /** Measures the oldest unmeasured epoch; `takeFinishedEpochs` returns it next. */
  async measureEpoch(): Promise<void> {
    const ended = this.#unmeasured.shift();
    if (ended === undefined) return;
    const { step, running, parameters } = ended;
    const { record } = await this.#evaluation.evaluateAt(this.trainer, parameters, this.#settings);
    this.#finished.push(this.#recordOf(step, running, record));
    this.#evaluated = undefined; // Its arrays now hold another epoch's logits.
  }

  /** The finished epochs since the last call, oldest first. */
  takeFinishedEpochs(): EpochRecord[] {
    const finished = this.#finished;
    this.#finished = [];
    return finished;
  }

  /** Drops the records of epochs up to this one. */
  dropEpochsUntil(epoch: number): void {
    this.#finished = this.#finished.filter((record) => record.epoch > epoch);
  }

  /**
   * Evaluates the current network on both sets. Throws DivergedError if a parameter is not finite.
   */
  async current(): Promise<FullRecord> {
    const record = await this.#record();
    return { ...record, ...this.#evaluation.withScores(this.#evaluated!.sets) };
  }

  /**
   * Everything the page draws of the current state. Throws DivergedError if a parameter is not
   * finite.
   */
  async snapshot(grid: GridSpec, stepsPerSecond: number): Promise<Snapshot> {
    const current = await this.current();
    const { trainLogits, validationLogits, parameters } = this.#evaluated!.sets;
    const outputs = outputCount(this.trainer.job.layout);
    return {
      step: this.step,
      totalSteps: this.totalSteps,
      epoch: this.epoch,
      current,
      finishedEpochs: this.#unmeasured.length === 0 ? this.takeFinishedEpochs() : [],
      grid,
      gridLogits: new Float32Array(decisionLogits(await this.trainer.predict(0, gridPoints(grid)), outputs)),
      trainLogits: new Float32Array(trainLogits.subarray(0, SHOWN_ROWS)),
      validationLogits: new Float32Array(validationLogits),
      parameters: new Float32Array(parameters),
      engineMs: this.#engineMs,
      stepsPerSecond,
    };
  }

  dispose(): void {
    this.trainer.dispose();
  }

  /** Adds the record of step number `index` of a call that began after `before` steps. */
  #addStep(records: Float64Array, index: number, before: number): void {
    const record = records.subarray(index * STEP_FIELDS.length, (index + 1) * STEP_FIELDS.length);
    this.#running = afterStep(this.#running, record, before + index, this.prepared);
  }

  /** Records the epoch that ends here, or keeps what is needed to record it later. */
  async #endEpoch(measured: EpochsMeasured): Promise<void> {
    if (measured === "as-they-end" || this.trainer.predictAt === undefined) {
      while (this.#unmeasured.length > 0) await this.measureEpoch();
      this.#finished.push(await this.#record());
      return;
    }
    const parameters = await this.trainer.parameters(0);
    checkFinite(parameters, this.step);
    if (this.#unmeasured.length === MOST_UNMEASURED) await this.measureEpoch();
    this.#unmeasured.push({ step: this.step, running: this.#running, parameters });
  }

  /**
   * The evaluation of the state after this many steps (the current one, or one the engine
   * reported), computed at most once.
   */
  async #record(step = this.step): Promise<EpochRecord> {
    if (this.#evaluated?.step !== step) {
      const { trainer } = this;
      const sets =
        this.#known?.step === step
          ? this.#evaluation.ofOutputs(this.#known.outputs, this.#known.parameters, trainer.job, this.#settings)
          : await this.#evaluation.evaluate(trainer, 0, this.#settings);
      checkFinite(sets.parameters, step);
      this.#evaluated = { step, sets };
    }
    return this.#recordOf(step, this.#running, this.#evaluated.sets.record);
  }

  #recordOf(step: number, running: Running, record: EvaluatedSets["record"]): EpochRecord {
    return { epoch: Math.floor(step / this.prepared.stepsPerEpoch), running: meansOf(running), ...record };
  }
}

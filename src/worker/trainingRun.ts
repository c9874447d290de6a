import type { Samples } from "../datasets";
import { type Backend, type MemberSettings, STEP_FIELDS, type Trainer } from "../engine/backend";
import { memberSettings, type PreparedRun, trainedLoss } from "../engine/job";
import { decisionLogits } from "../experiment/decision";
import type { Experiment } from "../experiment/experiment";
import { outputCount } from "../experiment/modelLayout";
import { type EpochRecord, type GridSpec, SHOWN_ROWS, type Snapshot } from "../experiment/snapshot";
import { type LossProgram, programFits } from "../language";
import { gridPoints } from "./gridPoints";
import { recordsEpoch } from "./recordedEpochs";
import { type EvaluatedSets, SetEvaluation } from "./setEvaluation";

/** A loss, a penalty or a parameter stopped being a finite number. */
export class DivergedError extends Error {
  readonly step: number;
  constructor(what: string, value: number, step: number) {
    super(`${what} at step ${step}: expected a finite number, got ${value}`);
    this.name = "DivergedError";
    this.step = step;
  }
}

/** Sums over the steps of the current epoch, or between epochs of the last one, before each update. */
interface Running {
  steps: number;
  objective: number;
  loss: number;
  accuracy: number;
}

const NO_STEPS: Running = { steps: 0, objective: 0, loss: 0, accuracy: 0 };

/**
 * One model in training with its bookkeeping: epochs, running means, evaluation. The page's worker, the terminal and the tests all train
 * through this.
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
  /** Of the state at `#evaluated.step`. */
  #evaluated: { step: number; sets: EvaluatedSets } | undefined;
  #engineMs = 0;

  private constructor(prepared: PreparedRun, trainer: Trainer, evaluation: SetEvaluation) {
    this.prepared = prepared;
    this.trainer = trainer;
    this.#experiment = prepared.experiment;
    this.#settings = prepared.job.members[0]!.settings;
    this.#loss = prepared.job.loss;
    this.#evaluation = evaluation;
  }

  /** Takes the trainer's memory and records the state before training as epoch 0. */
  static async start(prepared: PreparedRun, backend: Backend): Promise<TrainingRun> {
    const { train, validation, job } = prepared;
    const evaluation = new SetEvaluation(train, validation, job.loss, backend.createEvaluator?.bind(backend));
    return TrainingRun.#begun(prepared, await backend.createTrainer(job), evaluation);
  }

  /**
   * Another run on this one's trainer, where it can take it (`sharesTrainer`) and its engine can begin anew; undefined where not. This run is over
   * then: only the new one may be used.
   */
  async followedBy(prepared: PreparedRun): Promise<TrainingRun | undefined> {
    const { trainer } = this;
    if (trainer.restart === undefined || this.#loss !== prepared.job.loss) return undefined;
    if (!sharesTrainer(this.prepared, prepared)) return undefined;
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
   * Takes at most `steps` steps, and stops at the end of an epoch, which is then evaluated. Returns how many were taken. Throws DivergedError
   * and what the trainer throws.
   */
  async advance(steps: number): Promise<number> {
    const count = Math.min(steps, this.stepsLeftInEpoch, this.totalSteps - this.step);
    if (count <= 0) return 0;
    const before = this.step;
    const started = performance.now();
    const records = await this.trainer.advance(count);
    this.#engineMs += performance.now() - started;
    for (let i = 0; i < count; i++) this.#addStep(records, i * STEP_FIELDS.length, before + i);
    const epochEnded = this.step % this.prepared.stepsPerEpoch === 0;
    if (epochEnded && (recordsEpoch(this.epoch) || this.done)) this.#finished.push(await this.#record());
    return count;
  }

  /** Changes what may change while it trains, from the next step on (`canTune`). */
  async tune(experiment: Experiment): Promise<void> {
    if (!programFits(this.#loss, experiment.loss.parameters)) {
      this.#loss = trainedLoss(experiment);
      await this.trainer.replaceLoss(this.#loss);
      this.#evaluation.replaceLoss(this.#loss);
    }
    this.#settings = memberSettings(experiment, this.#loss);
    this.trainer.configure(0, this.#settings);
    this.#experiment = experiment;
    this.#evaluated = undefined; // the loss of the same weights is another now
  }

  /** The training rows the page draws, as a copy. */
  shownSamples(): Samples {
    const { inputs, features, labels } = this.prepared.train;
    const rows = Math.min(this.prepared.train.rows, SHOWN_ROWS);
    return { rows, inputs, features: features.slice(0, rows * inputs), labels: labels.slice(0, rows) };
  }

  /** The finished epochs since the last call, oldest first. */
  takeFinishedEpochs(): EpochRecord[] {
    const finished = this.#finished;
    this.#finished = [];
    return finished;
  }

  /** Everything the page draws of this moment. Throws DivergedError where a parameter is no finite number. */
  async snapshot(grid: GridSpec, stepsPerSecond: number): Promise<Snapshot> {
    const current = await this.#record();
    const { trainLogits, validationLogits, parameters } = this.#evaluated!.sets;
    const outputs = outputCount(this.trainer.job.layout);
    return {
      step: this.step,
      totalSteps: this.totalSteps,
      epoch: this.epoch,
      current,
      finishedEpochs: this.takeFinishedEpochs(),
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

  #addStep(records: Float64Array, at: number, step: number): void {
    const [loss, l1, l2, correct] = records.subarray(at, at + STEP_FIELDS.length) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const objective = loss + l1 + l2;
    if (!Number.isFinite(loss)) throw new DivergedError("the loss", loss, step + 1);
    if (!Number.isFinite(objective)) throw new DivergedError("the penalty", l1 + l2, step + 1);
    const { batchSize } = this.prepared.job;
    const start = (step % this.prepared.stepsPerEpoch) * batchSize;
    const samples = Math.min(batchSize, this.prepared.train.rows - start);
    const running = start === 0 ? NO_STEPS : this.#running;
    this.#running = {
      steps: running.steps + 1,
      objective: running.objective + objective,
      loss: running.loss + loss,
      accuracy: running.accuracy + correct / samples,
    };
  }

  /** Of the state at this step, evaluated at most once. */
  async #record(): Promise<EpochRecord> {
    if (this.#evaluated?.step !== this.step) {
      const sets = await this.#evaluation.evaluate(this.trainer, 0, this.#settings);
      // In float32, which is what the page gets: float64 goes on for a while where there is nothing left to draw.
      const bad = sets.parameters.findIndex((value) => !Number.isFinite(Math.fround(value)));
      if (bad >= 0) throw new DivergedError(`parameter ${bad}`, Math.fround(sets.parameters[bad]!), this.step);
      this.#evaluated = { step: this.step, sets };
    }
    const { steps, objective, loss, accuracy } = this.#running;
    return {
      epoch: this.epoch,
      running: { objective: objective / steps, loss: loss / steps, accuracy: accuracy / steps },
      ...this.#evaluated.sets.figures,
    };
  }
}

/** Whether two runs prepared with one `JobMemory` differ only in what a trainer can begin anew with: start values, rates, penalties, epochs. */
function sharesTrainer(a: PreparedRun, b: PreparedRun): boolean {
  const same = (read: (run: PreparedRun) => unknown) => read(a) === read(b);
  return (
    same(({ train }) => train) &&
    same(({ validation }) => validation) &&
    same(({ job }) => job.batchSize) &&
    same(({ job }) => job.batchOrder) &&
    same(({ job }) => JSON.stringify(job.layout)) &&
    same(({ experiment }) => JSON.stringify(optimizerRule(experiment)))
  );
}

function optimizerRule({ optimizer }: Experiment) {
  const { learningRate, weightDecay, weightDecayScope, ...rule } = optimizer;
  return rule;
}

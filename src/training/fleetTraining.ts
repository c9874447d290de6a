import { type Backend, type BackendId, STEP_FIELDS, type Trainer } from "../engine/backend";
import type { PreparedRun } from "../engine/fleetJob";
import { MemberReader } from "../engine/memberReader";
import type { GridSpec } from "../experiment/plotGrid";
import { FleetEvaluator, NO_METRICS } from "./evaluation/fleetEvaluation";
import type { ModelEpoch, TrainedModel } from "./trainedModel";

/** Weight of the newest call in the running mean of the milliseconds a step takes. */
const NEWEST = 0.3;

type IndexedEpoch = ModelEpoch & { index: number };

/** One fleet in training: its steps, which models have diverged, and their metrics. */
export class FleetTraining {
  readonly prepared: PreparedRun;
  /** The models' places in their task. */
  readonly members: readonly number[];
  readonly #trainer: Trainer;
  readonly #reader: MemberReader;
  readonly #measure: FleetEvaluator;
  /** Milliseconds of any clock. */
  readonly #now: () => number;
  readonly engine: BackendId;
  /** By member: the step at which it diverged. */
  readonly #divergedAt: (number | null)[];
  #msPerStep: number | undefined;
  /** Steps of the longest call. */
  #mostSteps = 0;
  engineMs = 0;

  private constructor(
    { prepared, members, engine, now }: Pick<FleetTraining, "prepared" | "members" | "engine"> & { now: () => number },
    trainer: Trainer,
    measure: FleetEvaluator,
  ) {
    this.engine = engine;
    this.#now = now;
    this.prepared = prepared;
    this.members = members;
    this.#trainer = trainer;
    this.#reader = new MemberReader(trainer);
    this.#measure = measure;
    this.#divergedAt = members.map(() => null);
  }

  static async start(
    prepared: PreparedRun,
    members: readonly number[],
    backend: Backend,
    grid: GridSpec | null,
    now: () => number,
  ): Promise<FleetTraining> {
    const { validation, job } = prepared;
    const measure = new FleetEvaluator(validation, job.loss, grid, backend.createEvaluator?.bind(backend));
    const trainer = await backend.createTrainer(job);
    return new FleetTraining({ prepared, members, engine: backend.id, now }, trainer, measure);
  }

  get epochs(): number {
    return this.prepared.experiment.epochs;
  }
  /** Completed epochs. */
  get epoch(): number {
    return Math.floor(this.#trainer.step / this.prepared.stepsPerEpoch);
  }

  /** Steps until the end of this epoch. */
  stepsUntil(epoch: number): number {
    return Math.min(epoch, this.epochs) * this.prepared.stepsPerEpoch - this.#trainer.step;
  }

  /**
   * Takes as many of these steps as fit in `ms`, at least one, and returns how many. `fleets`: how
   * many train at the same time, this one included.
   */
  async advance(steps: number, ms: number, fleets = 1): Promise<number> {
    const fitting = this.#msPerStep === undefined ? 1 : Math.floor(ms / this.#msPerStep);
    const count = Math.min(steps, Math.max(1, fitting));
    const before = this.#trainer.step;
    const started = this.#now();
    const records = await this.#trainer.advance(count);
    const took = this.#now() - started;
    this.engineMs += took / fleets;
    const msPerStep = Math.max(took / count, 1e-4);
    const mean = this.#msPerStep === undefined ? msPerStep : (1 - NEWEST) * this.#msPerStep + NEWEST * msPerStep;
    // A longer call spreads a GPU's round trip over more steps: its time per step is the better
    // one.
    this.#msPerStep = count > this.#mostSteps ? msPerStep : mean;
    this.#mostSteps = Math.max(this.#mostSteps, count);
    this.#findDiverged(records, before);
    return count;
  }

  /** A member's metrics after a completed epoch, and its parameters if `checkpoints`. */
  async epochOf(member: number, checkpoints: boolean): Promise<IndexedEpoch> {
    const index = this.members[member]!;
    const parameters = await this.#finiteParameters(member);
    const diverged = this.#divergedAt[member] !== null;
    return {
      index,
      epoch: this.epoch,
      metrics: diverged ? NO_METRICS : await this.#measure.metrics(this.#reader, member),
      parameters: checkpoints && !diverged ? parameters : null,
    };
  }

  /**
   * The result of a member that has finished training: parameters, metrics and, if `grid`, its
   * logits on the grid. A diverged member has neither metrics nor logits.
   */
  async trained(member: number, grid: boolean): Promise<TrainedModel> {
    const index = this.members[member]!;
    const parameters = await this.#finiteParameters(member);
    const divergedAt = this.#divergedAt[member]!;
    if (divergedAt !== null) return { index, metrics: NO_METRICS, gridLogits: null, parameters, divergedAt };
    const measured = await this.#measure.metricsAndGrid(this.#reader, member);
    return { index, metrics: measured.metrics, gridLogits: grid ? measured.grid : null, parameters, divergedAt };
  }

  dispose(): void {
    this.#trainer.dispose();
  }

  /** `records` of the steps after step `before`: [steps, members, STEP_FIELDS]. */
  #findDiverged(records: Float64Array, before: number): void {
    const members = this.members.length;
    const fields = STEP_FIELDS.length;
    const rows = records.length / fields;
    for (let row = 0; row < rows; row++) {
      const objective = records[row * fields]! + records[row * fields + 1]! + records[row * fields + 2]!;
      if (Number.isFinite(objective)) continue;
      this.#divergedAt[row % members] ??= before + Math.floor(row / members) + 1;
    }
  }

  /** The parameters as float32. A member with a parameter that is not finite has diverged. */
  async #finiteParameters(member: number): Promise<Float32Array> {
    const parameters = new Float32Array(await this.#reader.parameters(member));
    if (!parameters.every(Number.isFinite)) this.#divergedAt[member] ??= this.#trainer.step;
    return parameters;
  }
}

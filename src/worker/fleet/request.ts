import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import { totalSteps, trainingCost } from "../../training/trainingCost";
import type { TrainingListener, TrainingOptions } from "./modelTrainer";
import type { FleetTask } from "./protocol";

/** Some models of a request that a worker trains as one task. */
export interface Portion {
  readonly taskId: number;
  readonly request: FleetRequest;
  /** Places in the request's experiments. */
  readonly members: readonly number[];
  /** Whether a worker has crashed while it had this portion. */
  readonly again: boolean;
  started: boolean;
  /** Steps taken. */
  steps: number;
  /** In lockstep: the last epoch that all its models have finished. */
  reached: number;
}

/** Most models of a portion: the page shows them when the portion ends. */
const MOST_MODELS = 32;
/** The same on a GPU, where the models of a fleet train in parallel. */
const MOST_WIDE = 256;
/** How long a portion takes, about. */
const PORTION_MS = 200;
/**
 * Portions of a request for each worker, about. The last portions are small, so that all workers
 * end together, but not too small, since each portion has a cost of its own.
 */
const PORTIONS_EACH = 8;

/**
 * A request to the pool: its models that no worker has yet, and reports to its listener, each made
 * once.
 */
export class FleetRequest {
  readonly id: number;
  readonly experiments: readonly Experiment[];
  readonly options: TrainingOptions;
  readonly portions = new Set<Portion>();
  /**
   * The engine requested of workers: the options' one, or the CPU once that is known to be chosen.
   */
  engine: EnginePreference;
  /** Whether many workers help. Undefined until the engine is known. */
  spreads: boolean | undefined;
  /** Whether the engine trains the models of a fleet in parallel. */
  wide = false;
  paused = false;
  ended = false;
  /** In lockstep: the last epoch that any model may begin. */
  allowedEpoch = 0;
  readonly #listener: TrainingListener;
  readonly #totalSteps: number;
  /** Portions that `split` has fixed. They are trained before the others. */
  #parts: (readonly number[])[] = [];
  /** The first experiment that is not in a portion yet. */
  #next = 0;
  #started = false;
  #finishedSteps = 0;
  #reportedSteps = 0;
  #missing: number;
  /** By model: 1 where its end has been reported; the last epoch that has been reported. */
  readonly #ended: Uint8Array;
  readonly #reportedEpoch: Int32Array;

  constructor(id: number, experiments: readonly Experiment[], options: TrainingOptions, listener: TrainingListener) {
    this.id = id;
    this.experiments = experiments;
    this.options = options;
    this.engine = options.engine;
    this.#listener = listener;
    this.#totalSteps = this.#stepsOf(experiments.keys());
    this.#missing = experiments.length;
    this.#ended = new Uint8Array(experiments.length);
    this.#reportedEpoch = new Int32Array(experiments.length).fill(-1);
  }

  /** Whether there are models that are not in a portion yet. */
  get open(): boolean {
    return this.#parts.length > 0 || this.#next < this.experiments.length;
  }

  /** Divides all models into this many equal portions, each with models from all over the list. */
  split(parts: number): void {
    this.#next = this.experiments.length;
    this.#parts = Array.from({ length: Math.min(parts, this.experiments.length) }, (_, part) =>
      [...this.experiments.keys()].filter((index) => index % parts === part),
    );
  }

  /**
   * Models of the next portion: as many as take `PORTION_MS`, but few enough that all `workers`
   * have work to the end.
   */
  take(msPerCost: number, workers: number): readonly number[] {
    const part = this.#parts.shift();
    if (part) return part;
    const left = this.experiments.length - this.#next;
    const least = Math.ceil(this.experiments.length / (PORTIONS_EACH * workers));
    const even = workers === 1 ? left : Math.max(Math.ceil(left / (2 * workers)), least);
    const most = this.wide ? MOST_WIDE : Math.min(MOST_MODELS, even);
    const first = this.#next++;
    let ms = msPerCost * trainingCost(this.experiments[first]!);
    while (this.#next < this.experiments.length && this.#next - first < most) {
      ms += msPerCost * trainingCost(this.experiments[this.#next]!);
      if (ms > PORTION_MS) break;
      this.#next++;
    }
    return Array.from({ length: this.#next - first }, (_, k) => first + k);
  }

  task({ taskId, members }: Pick<Portion, "taskId" | "members">): FleetTask {
    const { engine, options } = this;
    const experiments = members.map((index) => this.experiments[index]!);
    const fleetSize = Math.min(this.experiments.length, MOST_WIDE);
    return { ...options, taskId, requestId: this.id, experiments, engine, fleetSize };
  }

  reportStarted(engine: EngineChoice): void {
    if (this.#started) return;
    this.#started = true;
    this.#listener.onStarted?.(engine);
  }

  /** `index` of the epochs is a place in the portion. */
  reportProgress(portion: Portion, steps: number, epochs: readonly (ModelEpoch & { index: number })[]): void {
    portion.steps = steps;
    let taken = this.#finishedSteps;
    for (const each of this.portions) taken += each.steps;
    // Progress never goes back, though a portion may begin anew after a crash.
    this.#reportedSteps = Math.max(this.#reportedSteps, taken);
    this.#listener.onProgress?.(this.#reportedSteps, this.#totalSteps);
    const unreported = epochs
      .map((epoch) => ({ ...epoch, index: portion.members[epoch.index]! }))
      .filter(({ index, epoch }) => epoch > this.#reportedEpoch[index]!);
    for (const { index, epoch } of unreported) this.#reportedEpoch[index] = epoch;
    if (unreported.length > 0) this.#listener.onEpochs?.(unreported);
  }

  /** `index` of the models is a place in the portion. */
  reportTrained(portion: Portion, models: readonly TrainedModel[]): void {
    const unreported = models
      .map((model) => ({ ...model, index: portion.members[model.index]! }))
      .filter(({ index }) => this.#ended[index] === 0);
    for (const { index } of unreported) this.#ended[index] = 1;
    if (unreported.length > 0) this.#listener.onTrained(unreported);
  }

  /** The portion has been trained. Reports the end of the request where it was the last portion. */
  reportFinished(portion: Portion): void {
    this.portions.delete(portion);
    this.#finishedSteps += this.#stepsOf(portion.members);
    this.#missing -= portion.members.length;
    if (this.#missing > 0) return;
    this.ended = true;
    this.#listener.onFinished();
  }

  reportFailed(...failure: Parameters<TrainingListener["onFailed"]>): void {
    this.ended = true;
    this.#listener.onFailed(...failure);
  }

  #stepsOf(members: Iterable<number>): number {
    let sum = 0;
    for (const index of members) sum += totalSteps(this.experiments[index]!);
    return sum;
  }
}

/** What a portion costs, in the unit of `trainingCost`. */
export function portionCost({ members, request }: Portion): number {
  return members.reduce((sum, index) => sum + trainingCost(request.experiments[index]!), 0);
}

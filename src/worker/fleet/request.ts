import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import { totalSteps, trainingCost } from "../../training/trainingCost";
import type { TrainingListener, TrainingOptions } from "./modelTrainer";
import type { FleetTask } from "./protocol";

/** Some models of a request in the hands of a worker, as one task. */
export interface Share {
  readonly taskId: number;
  readonly request: FleetRequest;
  /** Places in the request's experiments. */
  readonly members: readonly number[];
  /** Whether a worker died of it, or with it, before. */
  readonly again: boolean;
  started: boolean;
  /** Steps taken. */
  steps: number;
  /** In lockstep: the last epoch that all its models have finished. */
  reached: number;
}

/** So many models at most are trained before any of them is shown … */
const MOST_MODELS = 32;
/** … or on a GPU, where they train side by side … */
const MOST_WIDE = 256;
/** … and for about so long. */
const SHARE_MS = 200;
/** Each worker gets a request in so many shares or few more: the last are small, so that all workers end together, but each costs its beginning. */
const SHARES_EACH = 8;

/** What was asked of the pool: what is left of it to hand out, and what has become known, told to its listener once. */
export class FleetRequest {
  readonly id: number;
  readonly experiments: readonly Experiment[];
  readonly wish: TrainingOptions;
  readonly shares = new Set<Share>();
  /** What workers are asked for: the wish, or the CPU once it is known to come to that. */
  engine: EnginePreference;
  /** Whether many workers are of use; undefined while nobody knows which engine the wish comes to. */
  spreads: boolean | undefined;
  /** Whether models train side by side on the engine that the wish came to. */
  wide = false;
  paused = false;
  ended = false;
  /** In lockstep: the last epoch that any model may begin. */
  allowedEpoch = 0;
  readonly #listener: TrainingListener;
  readonly #totalSteps: number;
  /** Parts that are to be handed out as they are, before the others. */
  #parts: (readonly number[])[] = [];
  /** The first experiment that has not been handed out. */
  #next = 0;
  #started = false;
  #finishedSteps = 0;
  #toldSteps = 0;
  #missing: number;
  /** By model: whether its end has been told, and the last epoch that has been. */
  readonly #ended: Uint8Array;
  readonly #toldEpoch: Int32Array;

  constructor(id: number, experiments: readonly Experiment[], wish: TrainingOptions, listener: TrainingListener) {
    this.id = id;
    this.experiments = experiments;
    this.wish = wish;
    this.engine = wish.engine;
    this.#listener = listener;
    this.#totalSteps = this.#stepsOf(experiments.keys());
    this.#missing = experiments.length;
    this.#ended = new Uint8Array(experiments.length);
    this.#toldEpoch = new Int32Array(experiments.length).fill(-1);
  }

  /** Whether there is something to hand out. */
  get open(): boolean {
    return this.#parts.length > 0 || this.#next < this.experiments.length;
  }

  /** Hands all models out anew, in so many equal parts, each with models from all over the list. */
  split(parts: number): void {
    this.#next = this.experiments.length;
    this.#parts = Array.from({ length: Math.min(parts, this.experiments.length) }, (_, part) =>
      [...this.experiments.keys()].filter((index) => index % parts === part),
    );
  }

  /** The next models: as many as take a share's time, and no more than leave something for each of `workers` to the end. */
  take(msPerCost: number, workers: number): readonly number[] {
    const part = this.#parts.shift();
    if (part) return part;
    const left = this.experiments.length - this.#next;
    const least = Math.ceil(this.experiments.length / (SHARES_EACH * workers));
    const even = workers === 1 ? left : Math.max(Math.ceil(left / (2 * workers)), least);
    const most = this.wide ? MOST_WIDE : Math.min(MOST_MODELS, even);
    const first = this.#next++;
    let ms = msPerCost * trainingCost(this.experiments[first]!);
    while (this.#next < this.experiments.length && this.#next - first < most) {
      ms += msPerCost * trainingCost(this.experiments[this.#next]!);
      if (ms > SHARE_MS) break;
      this.#next++;
    }
    return Array.from({ length: this.#next - first }, (_, k) => first + k);
  }

  task({ taskId, members }: Pick<Share, "taskId" | "members">): FleetTask {
    const { engine, wish } = this;
    const experiments = members.map((index) => this.experiments[index]!);
    const fleetSize = Math.min(this.experiments.length, MOST_WIDE);
    return { ...wish, taskId, requestId: this.id, experiments, engine, fleetSize };
  }

  tellStarted(engine: EngineChoice): void {
    if (this.#started) return;
    this.#started = true;
    this.#listener.onStarted?.(engine);
  }

  /** `epochs` are numbered by the share. */
  tellProgress(share: Share, steps: number, epochs: readonly (ModelEpoch & { index: number })[]): void {
    share.steps = steps;
    let taken = this.#finishedSteps;
    for (const each of this.shares) taken += each.steps;
    // A share that begins anew takes nothing back.
    this.#toldSteps = Math.max(this.#toldSteps, taken);
    this.#listener.onProgress?.(this.#toldSteps, this.#totalSteps);
    const news = epochs
      .map((epoch) => ({ ...epoch, index: share.members[epoch.index]! }))
      .filter(({ index, epoch }) => epoch > this.#toldEpoch[index]!);
    for (const { index, epoch } of news) this.#toldEpoch[index] = epoch;
    if (news.length > 0) this.#listener.onEpochs?.(news);
  }

  /** `models` are numbered by the share. */
  tellTrained(share: Share, models: readonly TrainedModel[]): void {
    const news = models
      .map((model) => ({ ...model, index: share.members[model.index]! }))
      .filter(({ index }) => this.#ended[index] === 0);
    for (const { index } of news) this.#ended[index] = 1;
    if (news.length > 0) this.#listener.onTrained(news);
  }

  /** The share has been trained. Tells the listener where it was the last. */
  tellFinished(share: Share): void {
    this.shares.delete(share);
    this.#finishedSteps += this.#stepsOf(share.members);
    this.#missing -= share.members.length;
    if (this.#missing > 0) return;
    this.ended = true;
    this.#listener.onFinished();
  }

  tellFailed(...failure: Parameters<TrainingListener["onFailed"]>): void {
    this.ended = true;
    this.#listener.onFailed(...failure);
  }

  #stepsOf(members: Iterable<number>): number {
    let sum = 0;
    for (const index of members) sum += totalSteps(this.experiments[index]!);
    return sum;
  }
}

/** What a share costs, in the unit of `trainingCost`. */
export function shareCost({ members, request }: Share): number {
  return members.reduce((sum, index) => sum + trainingCost(request.experiments[index]!), 0);
}

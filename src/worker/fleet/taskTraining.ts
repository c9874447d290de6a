import type { BackendId, TrainingJob } from "../../engine/backend";
import { type Fleet, fleetsOf } from "../../engine/fleet";
import { prepareFleet } from "../../engine/fleetJob";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { EngineChooser } from "../../training/engineChooser";
import { FleetTraining } from "../../training/fleetTraining";
import type { JobMemories } from "../../training/jobMemories";
import type { LossPrograms } from "../../training/lossPrograms";
import { recordsEpoch } from "../../training/recordedEpochs";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import type { FleetTask } from "./protocol";

/** Shared by all tasks of a worker. */
export interface FleetWorkerContext {
  engines: EngineChooser;
  memories: JobMemories;
  programs: LossPrograms;
  /** The last job that an engine was chosen for: speeds are measured at such jobs. */
  compared?: { preference: EnginePreference; job: TrainingJob };
}

/** A point where the training can stop and go on later. */
export type PausePoint =
  /**
   * A unit of work is done. `endsSlice`: a GPU or ONNX Runtime was called, and the rest is too
   * short to call it again.
   */
  | { kind: "unit"; endsSlice: boolean }
  /** In lockstep: all models have finished this epoch. Going on begins the next. */
  | { kind: "epoch"; epoch: number };

type Work = AsyncGenerator<PausePoint, void>;

const UNIT: PausePoint = { kind: "unit", endsSlice: false };
const LONG_UNIT: PausePoint = { kind: "unit", endsSlice: true };

export interface TaskTrainingOptions {
  now: () => number;
  /** Milliseconds left of the slice. */
  msLeft: () => number;
  onStarted: (engine: EngineChoice, stepsPerEpoch: number) => void;
  onEpoch: (epoch: ModelEpoch & { index: number }) => void;
  onTrained: (model: TrainedModel) => void;
}

/** The models of a task on their engine. */
export class TaskTraining {
  /** Over all models. */
  steps = 0;
  /** Milliseconds in the engine, of fleets that have ended. */
  engineMs = 0;
  /** The engine that was chosen last, and the job that it was chosen for. */
  tried: { id: BackendId; job: TrainingJob } | undefined;
  readonly #task: FleetTask;
  readonly #context: FleetWorkerContext;
  readonly #options: TaskTrainingOptions;
  #fleets: FleetTraining[] = [];

  constructor(task: FleetTask, context: FleetWorkerContext, options: TaskTrainingOptions) {
    this.#task = task;
    this.#context = context;
    this.#options = options;
  }

  /**
   * Trains all models. Await each rest point before the next, and before `dispose`. Throws what
   * preparing and training throw.
   */
  train(): Work {
    return this.#task.lockstep ? this.#trainTogether() : this.#trainInTurn();
  }

  /** Frees the engine's memory. */
  dispose(): void {
    for (const fleet of this.#fleets.splice(0)) {
      this.engineMs += fleet.engineMs;
      fleet.dispose();
    }
  }

  async #fleetsOfTask(): Promise<Fleet[]> {
    const { experiments } = this.#task;
    const { programs } = this.#context;
    await programs.prepare(experiments);
    return fleetsOf(experiments, (experiment) => programs.of(experiment));
  }

  /** Trains one fleet to its end, then the next. */
  async *#trainInTurn(): Work {
    const { history } = this.#task;
    for (const { members, loss } of await this.#fleetsOfTask()) {
      const fleet = await this.#begin(members, loss);
      yield UNIT;
      if (history) yield* this.#measure([fleet]);
      // Without a history all epochs are one stretch.
      for (let epoch = history ? 1 : fleet.epochs; epoch <= fleet.epochs; epoch++) {
        yield* this.#advance(fleet, epoch);
        if (history && (recordsEpoch(epoch) || epoch === fleet.epochs)) yield* this.#measure([fleet]);
      }
      yield* this.#finish(fleet);
      this.dispose();
    }
  }

  /** All fleets epoch by epoch. Fleets with fewer epochs end sooner. */
  async *#trainTogether(): Work {
    const { history } = this.#task;
    for (const { members, loss } of await this.#fleetsOfTask()) {
      await this.#begin(members, loss);
      yield UNIT;
    }
    const isOnGpu = this.#fleets[0]?.engine === "webgpu";
    if (history) yield* this.#measure(this.#fleets);
    const last = Math.max(...this.#fleets.map(({ epochs }) => epochs));
    for (let epoch = 1; epoch <= last; epoch++) {
      yield { kind: "epoch", epoch: epoch - 1 };
      const training = this.#fleets.filter(({ epochs }) => epochs >= epoch);
      if (isOnGpu) yield* this.#advanceSideBySide(training, epoch);
      else for (const fleet of training) yield* this.#advance(fleet, epoch);
      if (history) yield* this.#measure(training.filter(({ epochs }) => recordsEpoch(epoch) || epoch === epochs));
    }
    for (const fleet of this.#fleets) yield* this.#finish(fleet);
    this.dispose();
  }

  async #begin(members: readonly number[], loss: Fleet["loss"]): Promise<FleetTraining> {
    const { experiments, engine: preference, fleetSize, grid } = this.#task;
    const own = members.map((index) => experiments[index]!);
    const prepared = prepareFleet(own, loss, this.#context.memories.of(own[0]!));
    const whole = ofSize(prepared.job, Math.max(fleetSize, own.length));
    const { backend, choice } = await this.#context.engines.choose(preference, whole);
    this.#context.compared = { preference, job: whole };
    this.tried = { id: backend.id, job: whole };
    this.#options.onStarted(choice, prepared.stepsPerEpoch);
    const fleet = await FleetTraining.start(prepared, members, backend, grid, this.#options.now);
    this.#fleets.push(fleet);
    return fleet;
  }

  async *#advance(fleet: FleetTraining, epoch: number): Work {
    const isOnCpu = fleet.engine === "cpu" || fleet.engine === "float64";
    for (let left = fleet.stepsUntil(epoch); left > 0; left = fleet.stepsUntil(epoch)) {
      const taken = await fleet.advance(left, this.#options.msLeft());
      this.steps += taken * fleet.members.length;
      yield isOnCpu ? UNIT : LONG_UNIT;
    }
  }

  /** Several fleets in the GPU's queue at a time, so that their round trips overlap. */
  async *#advanceSideBySide(fleets: readonly FleetTraining[], epoch: number): Work {
    const unfinished = () => fleets.filter((fleet) => fleet.stepsUntil(epoch) > 0);
    for (let open = unfinished(); open.length > 0; open = unfinished()) {
      const ms = this.#options.msLeft();
      // A fleet's time per step is measured while the others train too, so each may use the whole
      // slice.
      const taken = open.map((fleet) => fleet.advance(fleet.stepsUntil(epoch), ms, open.length));
      for (const [k, steps] of (await settled(taken)).entries()) this.steps += steps * open[k]!.members.length;
      yield LONG_UNIT;
    }
  }

  async *#measure(fleets: readonly FleetTraining[]): Work {
    for (const fleet of fleets) {
      for (const member of fleet.members.keys()) {
        this.#options.onEpoch(await fleet.epochOf(member, this.#task.checkpoints));
        yield UNIT;
      }
    }
  }

  async *#finish(fleet: FleetTraining): Work {
    for (const member of fleet.members.keys()) {
      this.#options.onTrained(await fleet.trained(member, this.#task.grid !== null));
      yield UNIT;
    }
  }
}

/** A job like this one with this many members. */
function ofSize(job: TrainingJob, size: number): TrainingJob {
  const { members } = job;
  return { ...job, members: Array.from({ length: size }, (_, m) => members[m % members.length]!) };
}

/**
 * All results. Rejects with the first error, but not before all have ended: then fleets can be
 * disposed.
 */
async function settled<Result>(work: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

import type { TrainingJob } from "../../engine/backend";
import { fleetsOf } from "../../engine/fleet";
import { prepareFleet } from "../../engine/job";
import type { EnginePreference } from "../../training/engineChoice";
import type { EngineChooser } from "../../training/engineChooser";
import { FleetTraining } from "../../training/fleetTraining";
import type { JobMemories } from "../../training/jobMemories";
import type { LossPrograms } from "../../training/lossPrograms";
import { recordsEpoch } from "../../training/recordedEpochs";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import { totalSteps } from "../../training/trainingCost";
import type { FleetEvent, FleetTask } from "./protocol";

/** What the tasks of a worker share. */
export interface FleetWorkerContext {
  engines: EngineChooser;
  memories: JobMemories;
  programs: LossPrograms;
  /** What an engine was chosen for last. */
  compared?: { preference: EnginePreference; job: TrainingJob };
}

/** A job like this one, with so many members. */
function ofSize(job: TrainingJob, size: number): TrainingJob {
  const { members } = job;
  return { ...job, members: Array.from({ length: size }, (_, m) => members[m % members.length]!) };
}

/** How long a run works before it looks up. */
const SLICE_MS = 20;
/** A GPU and ONNX Runtime are called less often: each call costs them. */
const LONG_SLICE_MS = 50;
/** What became known is sent at most this often. */
const REPORT_EVERY_MS = 60;

type Emit = (event: FleetEvent, transfer: Transferable[]) => void;

/**
 * A task on its way, in slices. Engines are asked one after the other: a caller awaits each slice before the next, and before `dispose`.
 */
export class FleetRun {
  readonly task: FleetTask;
  readonly #workshop: FleetWorkerContext;
  readonly #emit: Emit;
  readonly #work: AsyncGenerator<void, void>;
  readonly #totalSteps: number;
  #fleets: FleetTraining[] = [];
  #engineMs = 0;
  #busyMs = 0;
  #steps = 0;
  #epochs: (ModelEpoch & { index: number })[] = [];
  #trained: TrainedModel[] = [];
  #reportedAt = performance.now();
  #started = false;
  #sliceMs = SLICE_MS;
  #sliceEnd = 0;
  /** Whether the engine takes several calls at a time. */
  #sideBySide = false;
  /** In lockstep: the last epoch that every model has finished, and the last that may be begun. */
  #reached = -1;
  #allowed = 0;
  paused = false;
  cancelled = false;

  constructor(task: FleetTask, workshop: FleetWorkerContext, emit: Emit) {
    this.task = task;
    this.#workshop = workshop;
    this.#emit = emit;
    this.#totalSteps = task.experiments.reduce((sum, experiment) => sum + totalSteps(experiment), 0);
    this.#work = task.lockstep ? this.#trainTogether() : this.#trainInTurn();
  }

  /** Whether it cannot go on before it is told to. */
  get waiting(): boolean {
    return this.paused || this.#lacksLeave;
  }
  get #lacksLeave(): boolean {
    return this.task.lockstep && this.#reached >= this.#allowed;
  }

  /** Leave to train up to this epoch. */
  proceed(epoch: number): void {
    this.#allowed = Math.max(this.#allowed, epoch);
  }

  /** Works for a slice, and tells what became known. Whether the task is finished. Throws what preparing and training throw. */
  async slice(): Promise<boolean> {
    const started = performance.now();
    this.#sliceEnd = started + this.#sliceMs;
    let finished = false;
    while (!finished && !this.cancelled && !this.waiting && performance.now() < this.#sliceEnd) {
      finished = (await this.#work.next()).done === true;
    }
    this.#busyMs += performance.now() - started;
    if (this.cancelled) return false;
    if (finished || performance.now() - this.#reportedAt >= REPORT_EVERY_MS) this.#report();
    if (finished) {
      const { taskId } = this.task;
      this.#emit({ type: "finished", taskId, engineMs: this.#engineMs, busyMs: this.#busyMs }, []);
    }
    return finished;
  }

  dispose(): void {
    this.#end();
  }

  /** A unit of work between two looks at the clock, again and again: one fleet to its end, then the next. */
  async *#trainInTurn(): AsyncGenerator<void, void> {
    const { experiments, history } = this.task;
    for (const { members, loss } of fleetsOf(experiments, (experiment) => this.#workshop.programs.of(experiment))) {
      const fleet = await this.#begin(members, loss);
      yield;
      if (history) yield* this.#measure([fleet]);
      // Without a history nobody looks at epochs.
      for (let epoch = history ? 1 : fleet.epochs; epoch <= fleet.epochs; epoch++) {
        yield* this.#advance(fleet, epoch);
        if (history && (recordsEpoch(epoch) || epoch === fleet.epochs)) yield* this.#measure([fleet]);
      }
      yield* this.#finish(fleet);
      this.#end();
    }
  }

  /** All fleets epoch by epoch; those with fewer epochs end sooner. */
  async *#trainTogether(): AsyncGenerator<void, void> {
    const { experiments, history, taskId } = this.task;
    for (const { members, loss } of fleetsOf(experiments, (experiment) => this.#workshop.programs.of(experiment))) {
      await this.#begin(members, loss);
      yield;
    }
    if (history) yield* this.#measure(this.#fleets);
    const last = Math.max(...this.#fleets.map(({ epochs }) => epochs));
    for (let epoch = 1; epoch <= last; epoch++) {
      this.#reached = epoch - 1;
      if (this.#lacksLeave) this.#emit({ type: "reached", taskId, epoch: this.#reached }, []);
      yield; // and nobody comes back before there is leave
      const training = this.#fleets.filter(({ epochs }) => epochs >= epoch);
      if (this.#sideBySide) yield* this.#advanceSideBySide(training, epoch);
      else for (const fleet of training) yield* this.#advance(fleet, epoch);
      if (history) yield* this.#measure(training.filter(({ epochs }) => recordsEpoch(epoch) || epoch === epochs));
    }
    this.#reached = -1;
    for (const fleet of this.#fleets) yield* this.#finish(fleet);
    this.#end();
  }

  async #begin(members: readonly number[], loss: Parameters<typeof prepareFleet>[1]): Promise<FleetTraining> {
    const { experiments, engine: preference, fleetSize, grid, taskId } = this.task;
    const own = members.map((index) => experiments[index]!);
    const prepared = prepareFleet(own, loss, this.#workshop.memories.of(own[0]!));
    const whole = ofSize(prepared.job, Math.max(fleetSize, own.length));
    const { backend, choice } = await this.#workshop.engines.choose(preference, whole);
    this.#workshop.compared = { preference, job: whole };
    if (!this.#started) {
      this.#started = true;
      this.#sideBySide = backend.id === "webgpu";
      this.#sliceMs = backend.id === "webgpu" || backend.id === "onnx" ? LONG_SLICE_MS : SLICE_MS;
      this.#emit({ type: "started", taskId, engine: choice, stepsPerEpoch: prepared.stepsPerEpoch }, []);
    }
    const fleet = await FleetTraining.start(prepared, members, backend, grid);
    this.#fleets.push(fleet);
    return fleet;
  }

  async *#advance(fleet: FleetTraining, epoch: number): AsyncGenerator<void, void> {
    for (let left = fleet.stepsUntil(epoch); left > 0; left = fleet.stepsUntil(epoch)) {
      const taken = await fleet.advance(left, this.#sliceEnd - performance.now());
      this.#steps += taken * fleet.members.length;
      if (this.#sliceMs === LONG_SLICE_MS) this.#sliceEnd = 0; // what is left of the slice is not worth another call
      yield;
    }
  }

  /** Several fleets in the GPU's queue at a time: none waits there for another's journey. */
  async *#advanceSideBySide(fleets: readonly FleetTraining[], epoch: number): AsyncGenerator<void, void> {
    const unfinished = () => fleets.filter((fleet) => fleet.stepsUntil(epoch) > 0);
    for (let open = unfinished(); open.length > 0; open = unfinished()) {
      const ms = this.#sliceEnd - performance.now();
      // How long a step takes is measured beside the others, so that each fills the slice.
      const taken = open.map((fleet) => fleet.advance(fleet.stepsUntil(epoch), ms, open.length));
      for (const [k, steps] of (await settled(taken)).entries()) this.#steps += steps * open[k]!.members.length;
      this.#sliceEnd = 0;
      yield;
    }
  }

  async *#measure(fleets: readonly FleetTraining[]): AsyncGenerator<void, void> {
    for (const fleet of fleets) {
      for (const member of fleet.members.keys()) {
        this.#epochs.push(await fleet.epochOf(member, this.task.checkpoints));
        yield;
      }
    }
  }

  async *#finish(fleet: FleetTraining): AsyncGenerator<void, void> {
    for (const member of fleet.members.keys()) {
      this.#trained.push(await fleet.trained(member, this.task.grid !== null));
      yield;
    }
  }

  /** Sends what became known since the last time. */
  #report(): void {
    const { taskId } = this.task;
    const [epochs, models] = [this.#epochs, this.#trained];
    [this.#epochs, this.#trained] = [[], []];
    this.#reportedAt = performance.now();
    const steps = { steps: this.#steps, totalSteps: this.#totalSteps };
    const checkpoints = epochs.flatMap(({ parameters }) => parameters?.buffer ?? []);
    this.#emit({ type: "progress", taskId, ...steps, epochs }, checkpoints);
    if (models.length === 0) return;
    const buffers = models.flatMap(({ parameters, gridLogits }) => [
      parameters.buffer,
      ...(gridLogits === null ? [] : [gridLogits.buffer]),
    ]);
    this.#emit({ type: "trained", taskId, models }, buffers);
  }

  #end(): void {
    for (const fleet of this.#fleets.splice(0)) {
      this.#engineMs += fleet.engineMs;
      fleet.dispose();
    }
  }
}

/** All results; where one fails, its error, once none is on its way any more: whoever clears up may dispose of all. */
async function settled<Result>(work: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

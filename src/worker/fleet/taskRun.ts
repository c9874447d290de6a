import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import { totalSteps } from "../../training/trainingCost";
import type { Clock } from "../clock";
import type { FleetEvent, FleetTask } from "./protocol";
import { type FleetWorkerContext, type PausePoint, TaskTraining } from "./taskTraining";

/** How long a task trains before the session looks at its messages. */
const SLICE_MS = 20;
/** Each call of a GPU or of ONNX Runtime has a cost of its own, so there are fewer. */
const LONG_SLICE_MS = 50;
/** Epochs and models are sent at most this often. */
const REPORT_EVERY_MS = 60;

/** Where a task stands between two slices. */
export type TaskPhase =
  | { name: "training" }
  /** In lockstep: all models have finished this epoch. 0 is the state before training. */
  | { name: "atEpoch"; epoch: number }
  | { name: "finished" }
  | { name: "cancelled" };

type Emit = (event: FleetEvent, transfer: Transferable[]) => void;

/** Epochs and models that have not been sent. */
interface Unsent {
  epochs: (ModelEpoch & { index: number })[];
  models: TrainedModel[];
}

/** Trains a task in slices and reports its progress. */
export class TaskRun {
  readonly task: FleetTask;
  readonly #emit: Emit;
  readonly #now: Clock["now"];
  readonly #training: TaskTraining;
  readonly #work: AsyncGenerator<PausePoint, void>;
  readonly #totalSteps: number;
  readonly #context: FleetWorkerContext;
  #phase: TaskPhase = { name: "training" };
  #paused = false;
  /** In lockstep: the last epoch that may be trained. */
  #allowedEpoch = 0;
  #unsent: Unsent = { epochs: [], models: [] };
  #reportedAt: number;
  #busyMs = 0;
  /** Null until the engine is known. */
  #sliceMs: number | null = null;
  #sliceEndsAt = 0;

  constructor(task: FleetTask, context: FleetWorkerContext, emit: Emit, now: Clock["now"]) {
    this.task = task;
    this.#emit = emit;
    this.#now = now;
    this.#context = context;
    this.#reportedAt = now();
    this.#totalSteps = task.experiments.reduce((sum, experiment) => sum + totalSteps(experiment), 0);
    this.#training = new TaskTraining(task, context, {
      now,
      msLeft: () => this.#sliceEndsAt - now(),
      onStarted: (engine, stepsPerEpoch) => {
        if (this.#sliceMs !== null) return; // another fleet of the same task
        this.#sliceMs = engine.id === "webgpu" || engine.id === "onnx" ? LONG_SLICE_MS : SLICE_MS;
        emit({ type: "started", taskId: task.taskId, engine, stepsPerEpoch }, []);
      },
      onEpoch: (epoch) => this.#unsent.epochs.push(epoch),
      onTrained: (model) => this.#unsent.models.push(model),
    });
    this.#work = this.#training.train();
  }

  get phase(): TaskPhase {
    return this.#phase;
  }

  /** Whether a slice would train anything. */
  get canTrain(): boolean {
    if (this.#paused) return false;
    const phase = this.#phase;
    return phase.name === "training" || (phase.name === "atEpoch" && phase.epoch < this.#allowedEpoch);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  /** Allows epochs up to this one. */
  proceed(epoch: number): void {
    this.#allowedEpoch = Math.max(this.#allowedEpoch, epoch);
  }

  /** Sends nothing more. The caller disposes of the run when no slice is under way. */
  cancel(): void {
    this.#phase = { name: "cancelled" };
  }

  /** Trains for a slice, and reports. Throws what preparing and training throw. */
  async slice(): Promise<void> {
    const started = this.#now();
    this.#sliceEndsAt = started + (this.#sliceMs ?? SLICE_MS);
    while (this.canTrain && this.#now() < this.#sliceEndsAt) {
      const { value, done } = await this.#work.next();
      if (this.#isCancelled()) break;
      if (done) this.#phase = { name: "finished" };
      else this.#restAt(value);
    }
    if (this.#isCancelled()) return;
    const ended = this.#now();
    this.#busyMs += ended - started;
    const isFinished = this.#phase.name === "finished";
    if (isFinished || ended - this.#reportedAt >= REPORT_EVERY_MS) this.#report();
    if (isFinished) {
      const { taskId } = this.task;
      this.#emit({ type: "finished", taskId, engineMs: this.#training.engineMs, busyMs: this.#busyMs }, []);
    }
  }

  /**
   * The same task from its start, for another engine or device, where this run's has failed; what
   * has been reported is reported again. Undefined where that is no use.
   */
  again(error: unknown): TaskRun | undefined {
    const { tried } = this.#training;
    if (tried === undefined || !this.#context.engines.failed(error, tried.id, tried.job)) return undefined;
    const run = new TaskRun(this.task, this.#context, this.#emit, this.#now);
    run.#paused = this.#paused;
    run.#allowedEpoch = this.#allowedEpoch;
    return run;
  }

  dispose(): void {
    this.#training.dispose();
  }

  /** A command may have come during an await. */
  #isCancelled(): boolean {
    return this.#phase.name === "cancelled";
  }

  #restAt(point: PausePoint): void {
    if (point.kind === "unit") {
      this.#phase = { name: "training" };
      if (point.endsSlice) this.#sliceEndsAt = Number.NEGATIVE_INFINITY;
      return;
    }
    this.#phase = { name: "atEpoch", epoch: point.epoch };
    if (point.epoch >= this.#allowedEpoch) {
      this.#emit({ type: "reached", taskId: this.task.taskId, epoch: point.epoch }, []);
    }
  }

  #report(): void {
    const { taskId } = this.task;
    const { epochs, models } = this.#unsent;
    this.#unsent = { epochs: [], models: [] };
    this.#reportedAt = this.#now();
    const steps = { steps: this.#training.steps, totalSteps: this.#totalSteps };
    const checkpoints = epochs.flatMap(({ parameters }) => parameters?.buffer ?? []);
    this.#emit({ type: "progress", taskId, ...steps, epochs }, checkpoints);
    if (models.length === 0) return;
    const buffers = models.flatMap(({ parameters, gridLogits }) => [
      parameters.buffer,
      ...(gridLogits === null ? [] : [gridLogits.buffer]),
    ]);
    this.#emit({ type: "trained", taskId, models }, buffers);
  }
}

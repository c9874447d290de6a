import { EngineChooser } from "../../training/engineChooser";
import { failureCode, messageOf } from "../../training/failure";
import { JobMemories } from "../../training/jobMemories";
import { LossPrograms } from "../../training/lossPrograms";
import { type Clock, systemClock } from "../clock";
import { IdleTimer } from "../idleTimer";
import { cpuWorkers } from "./cpuWorkers";
import type { FleetCommand, FleetEvent } from "./protocol";
import { TaskRun } from "./taskRun";
import type { FleetWorkerContext } from "./taskTraining";

/** The time spent is kept for this many requests, the newest. */
const MOST_REQUESTS = 64;

/**
 * Owns the tasks of one worker: takes commands, trains in short slices, lets messages in between
 * them, and reports. An error of a task becomes its `failed` event; the other tasks go on.
 */
export class FleetSession {
  readonly #emit: (event: FleetEvent, transfer: Transferable[]) => void;
  readonly #yield: () => Promise<void>;
  readonly #clock: Clock;
  /** By task. */
  readonly #runs = new Map<number, TaskRun>();
  /** Milliseconds of this worker, by request. */
  readonly #spent = new Map<number, number>();
  readonly #context: FleetWorkerContext;
  readonly #idle: IdleTimer;
  #looping = false;
  /** The task that trains now. */
  #sliced: TaskRun | undefined;

  /** `yieldToMessages` lets waiting messages in before it resolves. */
  constructor(
    emit: (event: FleetEvent, transfer: Transferable[]) => void,
    yieldToMessages: () => Promise<void>,
    clock = systemClock,
    engines = new EngineChooser({ cpuWorkers: cpuWorkers() }),
  ) {
    this.#emit = emit;
    this.#yield = yieldToMessages;
    this.#clock = clock;
    this.#context = { engines, memories: new JobMemories(), programs: new LossPrograms() };
    this.#idle = new IdleTimer(clock.setTimer);
  }

  handle(command: FleetCommand): void {
    this.#idle.reset();
    if (command.type === "train") {
      const { type, ...task } = command;
      this.#runs.set(task.taskId, new TaskRun(task, this.#context, this.#emit, this.#clock.now));
    } else {
      const run = this.#runs.get(command.taskId);
      if (run === undefined) return; // it has ended meanwhile
      if (command.type === "pause") run.pause();
      else if (command.type === "resume") run.resume();
      else if (command.type === "proceed") run.proceed(command.epoch);
      else this.#cancel(run);
    }
    if (!this.#looping) void this.#loop();
  }

  /** Cancels all tasks and frees the engines. */
  dispose(): void {
    for (const run of this.#runs.values()) this.#cancel(run);
    this.#idle.reset();
    this.#context.engines.forgetGpu();
  }

  #cancel(run: TaskRun): void {
    run.cancel();
    // It may wait for its engine.
    if (run === this.#sliced) this.#context.engines.interrupt();
  }

  async #loop(): Promise<void> {
    this.#looping = true;
    for (let run = this.#next(); run !== undefined; run = this.#next()) {
      await this.#slice(run);
      await this.#yield();
    }
    this.#looping = false;
    const { compared } = this.#context;
    if (compared === undefined) return;
    this.#idle.schedule(async (wasReset) => {
      await this.#context.engines.measure(compared.preference, compared.job, wasReset);
    });
  }

  /** Lets a task train for a slice, or frees it where it was cancelled. */
  async #slice(run: TaskRun): Promise<void> {
    const { taskId, requestId } = run.task;
    const started = this.#clock.now();
    let failed = false;
    this.#sliced = run;
    try {
      await run.slice();
    } catch (error) {
      failed = true;
      const again = run.phase.name === "cancelled" ? undefined : run.again(error);
      if (again !== undefined) {
        run.dispose();
        this.#runs.set(taskId, again);
        failed = false;
      } else if (run.phase.name !== "cancelled") {
        const code = failureCode(error);
        // The engine may be the cause, so the next task opens it anew.
        if (code !== "bad-loss" && code !== "unsupported") this.#context.engines.forgetGpu();
        this.#emit({ type: "failed", taskId, code, detail: messageOf(error) }, []);
      }
    }
    this.#sliced = undefined;
    if (failed || run.phase.name === "finished" || run.phase.name === "cancelled") {
      this.#runs.delete(taskId);
      run.dispose();
    }
    const spent = (this.#spent.get(requestId) ?? 0) + this.#clock.now() - started;
    this.#spent.delete(requestId);
    this.#spent.set(requestId, spent);
    if (this.#spent.size > MOST_REQUESTS) this.#spent.delete(this.#spent.keys().next().value!);
  }

  /**
   * A cancelled task, to free it; else the oldest task of the request that has had the least time.
   */
  #next(): TaskRun | undefined {
    let next: TaskRun | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const run of this.#runs.values()) {
      if (run.phase.name === "cancelled") return run;
      const spent = this.#spent.get(run.task.requestId) ?? 0;
      if (!run.canTrain || spent >= least) continue;
      next = run;
      least = spent;
    }
    return next;
  }
}

import { EngineChooser } from "../../training/engineChooser";
import { failureCode, messageOf } from "../../training/failure";
import { JobMemories } from "../../training/jobMemories";
import { LossPrograms } from "../../training/lossPrograms";
import { IdleTimer } from "../idleTimer";
import { cpuWorkers } from "./cpuWorkers";
import { FleetRun, type FleetWorkerContext } from "./fleetRun";
import type { FleetCommand, FleetEvent } from "./protocol";

/** So many requests are remembered for what they have had of the worker's time. */
const MOST_REQUESTS = 64;

/**
 * Owns the tasks of one worker: takes commands, trains in short slices with a look at the messages between them, and reports. Whatever goes wrong with a
 * task becomes its `failed` event, and the others go on.
 */
export class FleetSession {
  readonly #emit: (event: FleetEvent, transfer: Transferable[]) => void;
  readonly #yield: () => Promise<void>;
  readonly #runs = new Map<number, FleetRun>();
  /** Milliseconds by request. */
  readonly #spent = new Map<number, number>();
  readonly #workshop: FleetWorkerContext = {
    engines: new EngineChooser(cpuWorkers()),
    memories: new JobMemories(),
    programs: new LossPrograms(),
  };
  readonly #idle = new IdleTimer();
  #looping = false;

  /** `yieldToMessages` lets waiting messages in before it resolves. */
  constructor(emit: (event: FleetEvent, transfer: Transferable[]) => void, yieldToMessages: () => Promise<void>) {
    this.#emit = emit;
    this.#yield = yieldToMessages;
  }

  handle(command: FleetCommand): void {
    this.#idle.reset();
    if (command.type === "train") {
      const { type, ...task } = command;
      this.#runs.set(task.taskId, new FleetRun(task, this.#workshop, this.#emit));
    } else {
      const run = this.#runs.get(command.taskId);
      if (run === undefined) return; // it has ended by itself meanwhile
      if (command.type === "pause") run.paused = true;
      else if (command.type === "resume") run.paused = false;
      else if (command.type === "proceed") run.proceed(command.epoch);
      else this.#cancel(run);
    }
    if (!this.#looping) void this.#loop();
  }

  /** Gives up all tasks and frees the engines. */
  dispose(): void {
    for (const run of this.#runs.values()) this.#cancel(run);
    this.#idle.reset();
    this.#workshop.engines.forgetGpu();
  }

  #cancel(run: FleetRun): void {
    run.cancelled = true;
    if (run.task.engine === "onnx") this.#workshop.engines.cancelLoading();
  }

  async #loop(): Promise<void> {
    this.#looping = true;
    for (let run = this.#next(); run !== undefined; run = this.#next()) {
      await this.#slice(run);
      await this.#yield();
    }
    this.#looping = false;
    const { compared } = this.#workshop;
    if (compared === undefined) return;
    this.#idle.schedule(async (wasReset) => {
      await this.#workshop.engines.measure(compared.preference, compared.job, wasReset);
    });
  }

  async #slice(run: FleetRun): Promise<void> {
    const { taskId, requestId } = run.task;
    const started = performance.now();
    let ended = run.cancelled;
    try {
      ended ||= await run.slice();
    } catch (error) {
      ended = true;
      if (!run.cancelled) {
        const code = failureCode(error);
        // Nobody knows what state it is in.
        if (code !== "bad-loss" && code !== "unsupported") this.#workshop.engines.forgetGpu();
        this.#emit({ type: "failed", taskId, code, detail: messageOf(error) }, []);
      }
    }
    if (ended || run.cancelled) {
      this.#runs.delete(taskId);
      run.dispose();
    }
    const spent = (this.#spent.get(requestId) ?? 0) + performance.now() - started;
    this.#spent.delete(requestId);
    this.#spent.set(requestId, spent);
    if (this.#spent.size > MOST_REQUESTS) this.#spent.delete(this.#spent.keys().next().value!);
  }

  /** What was cancelled is cleared away first; then the oldest task of the request that has had the least time, of those that can go on. */
  #next(): FleetRun | undefined {
    let next: FleetRun | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const run of this.#runs.values()) {
      if (run.cancelled) return run;
      const spent = this.#spent.get(run.task.requestId) ?? 0;
      if (run.waiting || spent >= least) continue;
      next = run;
      least = spent;
    }
    return next;
  }
}

import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import { type Clock, systemClock } from "../clock";
import { cpuWorkers } from "./cpuWorkers";
import { type FleetPort, FleetWorker, type TaskEvent } from "./fleetWorker";
import type { ModelTrainer, TrainingHandle, TrainingListener, TrainingOptions } from "./modelTrainer";
import { FleetRequest, type Portion, portionCost } from "./request";

/** An idle worker is ended after this long. */
export const IDLE_MS = 30_000;
/**
 * A worker trains one portion of a request and already has the next, so that it never waits for the
 * page.
 */
const PORTIONS_PER_WORKER = 2;
/** Milliseconds for each unit of cost before any is measured: plain loops on a slow machine. */
const FIRST_GUESS = 1e-5;
/** Reasons that hold for any job on this machine; the others are a job's own. */
const NO_GPU: readonly EngineChoice["reason"][] = [
  "no-webgpu",
  "no-adapter",
  "software-gpu-passed-over",
  "gpu-silent",
  "gpu-wrong",
];

export interface FleetPoolOptions {
  /** The most workers at a time. */
  workers?: number;
  clock?: Pick<Clock, "setTimer">;
  startWorker?(onEvent: (event: TaskEvent) => void, onDeath: (detail: string) => void): FleetPort;
}

interface PoolWorker {
  port: FleetPort;
  portions: Set<Portion>;
  /** While it is idle: cancels its end. */
  keep: (() => void) | null;
}

/**
 * Trains many models in a pool of workers: one per core on the CPU, a single worker on a GPU or in
 * ONNX Runtime. Workers start when there is work, and end when they have been idle for a while. A
 * request is divided into portions, the first models first; newer requests get workers first. A
 * portion whose worker crashes is trained once more in a new worker; if that crashes too, the
 * request fails.
 */
export class FleetPool implements ModelTrainer {
  /** The most workers at a time. */
  readonly limit: number;
  readonly #clock: Pick<Clock, "setTimer">;
  readonly #start: NonNullable<FleetPoolOptions["startWorker"]>;
  readonly #workers: PoolWorker[] = [];
  /** The oldest first. */
  readonly #requests = new Set<FleetRequest>();
  readonly #portions = new Map<number, { portion: Portion; worker: PoolWorker }>();
  #lastId = 0;
  /** Measured milliseconds for each unit of cost, by engine. */
  readonly #msPerCost = new Map<string, number>();
  /** Preferences that the CPU is always chosen for on this machine, and why. */
  readonly #withoutGpu = new Map<EnginePreference, EngineChoice["reason"]>();

  constructor({ workers = cpuWorkers(), clock = systemClock, startWorker }: FleetPoolOptions = {}) {
    this.limit = Math.max(1, workers);
    this.#clock = clock;
    this.#start = startWorker ?? ((onEvent, onDeath) => new FleetWorker(onEvent, onDeath));
  }

  /** Workers that exist now, idle ones included. */
  get workers(): number {
    return this.#workers.length;
  }

  train(experiments: readonly Experiment[], options: TrainingOptions, listener: TrainingListener): TrainingHandle {
    const request = new FleetRequest(++this.#lastId, experiments, options, listener);
    this.#requests.add(request);
    if (this.#withoutGpu.has(options.engine)) request.engine = "cpu";
    if (request.engine === "cpu" || request.engine === "float64") request.spreads = true;
    if (options.lockstep) request.split(request.spreads ? this.limit : 1);
    // The listener is called only after the caller has the handle.
    if (experiments.length === 0) queueMicrotask(() => this.#endEmpty(request, listener));
    this.#distribute();
    return {
      pause: () => this.#setPaused(request, true),
      resume: () => this.#setPaused(request, false),
      cancel: () => {
        request.ended = true;
        this.#withdraw(request);
      },
    };
  }

  /** Ends all workers. No listener is called again. */
  dispose(): void {
    for (const worker of [...this.#workers]) this.#end(worker);
    this.#requests.clear();
    this.#portions.clear();
  }

  /** Gives portions to all workers that can take one. */
  #distribute(): void {
    for (const request of [...this.#requests].reverse()) {
      while (request.open && !request.paused) {
        const worker = this.#workerFor(request);
        if (worker === undefined) break;
        const members = request.take(
          this.#msPerCost.get(request.engine) ?? FIRST_GUESS,
          request.spreads === false ? 1 : this.limit,
        );
        this.#give(worker, { request, members, again: false });
      }
    }
  }

  /**
   * A worker that can take another portion of the request: an idle one, a new one, or the least
   * busy.
   */
  #workerFor(request: FleetRequest): PoolWorker | undefined {
    const most = request.options.lockstep ? 1 : PORTIONS_PER_WORKER;
    const own = ({ portions }: PoolWorker) => [...portions].filter((portion) => portion.request === request).length;
    const busy = ({ portions }: PoolWorker) => [...portions].filter((portion) => !portion.request.paused).length;
    if (!request.spreads) {
      const worker = this.#workers[0] ?? this.#startWorker();
      return own(worker) < most ? worker : undefined;
    }
    const fitting = this.#workers.filter((worker) => own(worker) < most).sort((a, b) => busy(a) - busy(b));
    const least = fitting[0];
    if ((least === undefined || busy(least) > 0) && this.#workers.length < this.limit) return this.#startWorker();
    return least;
  }

  #give(worker: PoolWorker, { request, members, again }: Pick<Portion, "request" | "members" | "again">): void {
    const portion: Portion = { taskId: ++this.#lastId, request, members, again, started: false, steps: 0, reached: -1 };
    worker.keep?.();
    worker.keep = null;
    worker.portions.add(portion);
    request.portions.add(portion);
    this.#portions.set(portion.taskId, { portion, worker });
    worker.port.post({ type: "train", ...request.task(portion) });
    if (request.paused) worker.port.post({ type: "pause", taskId: portion.taskId });
    // A portion that starts late catches up with the others. A portion with all models need not
    // wait.
    if (request.options.lockstep) {
      const epoch = members.length === request.experiments.length ? Number.POSITIVE_INFINITY : request.allowedEpoch;
      worker.port.post({ type: "proceed", taskId: portion.taskId, epoch });
    }
  }

  #receive(event: TaskEvent): void {
    const found = this.#portions.get(event.taskId);
    if (found === undefined) return; // cancelled meanwhile
    const { portion, worker } = found;
    const { request } = portion;
    switch (event.type) {
      case "started":
        portion.started = true;
        this.#learnEngine(portion, worker, event.engine);
        break;
      case "progress":
        request.reportProgress(portion, event.steps, event.epochs);
        break;
      case "reached":
        portion.reached = event.epoch;
        this.#proceed(request);
        break;
      case "trained":
        request.reportTrained(portion, event.models);
        break;
      case "finished":
        this.#msPerCost.set(request.engine, event.busyMs / portionCost(portion));
        this.#release(portion, worker);
        request.reportFinished(portion);
        if (request.ended) this.#requests.delete(request);
        this.#proceed(request);
        this.#distribute();
        break;
      case "failed":
        this.#withdraw(request);
        request.reportFailed(event.code, event.detail);
    }
  }

  /** The chosen engine decides how many workers the request gets. */
  #learnEngine(portion: Portion, worker: PoolWorker, engine: EngineChoice): void {
    const { request } = portion;
    const { engine: wanted, lockstep } = request.options;
    const reason = this.#withoutGpu.get(wanted) ?? engine.reason;
    if (NO_GPU.includes(reason)) this.#withoutGpu.set(wanted, reason);
    request.reportStarted({ ...engine, reason });
    if (request.ended || request.spreads) return;
    request.spreads = engine.id === "cpu" || engine.id === "float64";
    request.wide = engine.id === "webgpu";
    if (!request.spreads) return;
    request.engine = engine.id;
    if (lockstep && this.limit > 1 && request.experiments.length > 1) {
      // This worker has all models, at step 0.
      worker.port.post({ type: "cancel", taskId: portion.taskId });
      this.#release(portion, worker);
      request.portions.delete(portion);
      request.split(this.limit);
    }
    this.#distribute();
  }

  /** In lockstep: allows the epoch after the last one that all portions have finished. */
  #proceed(request: FleetRequest): void {
    if (!request.options.lockstep || request.open || request.ended) return;
    const epoch = Math.min(...[...request.portions].map(({ reached }) => reached)) + 1;
    if (epoch <= request.allowedEpoch) return;
    request.allowedEpoch = epoch;
    for (const { taskId } of request.portions)
      this.#portions.get(taskId)?.worker.port.post({ type: "proceed", taskId, epoch });
  }

  #setPaused(request: FleetRequest, paused: boolean): void {
    if (request.ended || request.paused === paused) return;
    request.paused = paused;
    const type = paused ? "pause" : "resume";
    for (const { taskId } of request.portions) this.#portions.get(taskId)?.worker.port.post({ type, taskId });
    this.#distribute();
  }

  /** Takes all its portions from the workers. */
  #withdraw(request: FleetRequest): void {
    this.#requests.delete(request);
    for (const portion of request.portions) {
      const worker = this.#portions.get(portion.taskId)?.worker;
      if (worker === undefined) continue;
      worker.port.post({ type: "cancel", taskId: portion.taskId });
      this.#release(portion, worker);
    }
    request.portions.clear();
    this.#distribute();
  }

  /** The worker no longer has the portion. */
  #release(portion: Portion, worker: PoolWorker): void {
    this.#portions.delete(portion.taskId);
    worker.portions.delete(portion);
    if (worker.portions.size === 0) worker.keep = this.#clock.setTimer(() => this.#end(worker), IDLE_MS);
  }

  #startWorker(): PoolWorker {
    const worker: PoolWorker = {
      port: this.#start(
        (event) => this.#receive(event),
        (detail) => this.#died(worker, detail),
      ),
      portions: new Set(),
      keep: null,
    };
    this.#workers.push(worker);
    return worker;
  }

  #end(worker: PoolWorker): void {
    worker.keep?.();
    worker.port.end();
    const at = this.#workers.indexOf(worker);
    if (at >= 0) this.#workers.splice(at, 1);
  }

  /**
   * Gives the portions of a crashed worker to a new one. Those that had started count as having
   * crashed it; if none had, all do. A portion that crashes two workers fails its request.
   */
  #died(worker: PoolWorker, detail: string): void {
    this.#end(worker);
    const lost = [...worker.portions];
    worker.portions.clear();
    for (const portion of lost) {
      this.#portions.delete(portion.taskId);
      portion.request.portions.delete(portion);
    }
    const anyStarted = lost.some(({ started }) => started);
    const crashed = ({ started }: Portion) => started || !anyStarted;
    for (const { request } of lost.filter((portion) => portion.again && crashed(portion))) {
      if (request.ended) continue;
      this.#withdraw(request);
      request.reportFailed("worker-died", detail);
    }
    const open = lost.filter(({ request }) => !request.ended);
    if (open.length === 0) return;
    const fresh = this.#startWorker();
    for (const portion of open) this.#give(fresh, { ...portion, again: portion.again || crashed(portion) });
  }

  #endEmpty(request: FleetRequest, listener: TrainingListener): void {
    this.#requests.delete(request);
    if (!request.ended) listener.onFinished();
  }
}

let shared: FleetPool | undefined;

/** The page's pool. Its workers start with the first request. */
export function sharedFleetPool(): FleetPool {
  shared ??= new FleetPool();
  return shared;
}

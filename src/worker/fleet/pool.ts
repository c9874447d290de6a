import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import { type Clock, systemClock } from "../clock";
import { cpuWorkers } from "./cpuWorkers";
import { type FleetPort, FleetWorker, type TaskEvent } from "./fleetWorker";
import type { ModelTrainer, TrainingHandle, TrainingListener, TrainingOptions } from "./modelTrainer";
import { FleetRequest, type Share, shareCost } from "./request";

/** An idle worker is ended after this long. */
export const IDLE_MS = 30_000;
/**
 * A worker trains one share of a request and already has the next, so that it never waits for the
 * page.
 */
const SHARES_PER_WORKER = 2;
/** Milliseconds for each unit of cost before any is measured: plain loops on a slow machine. */
const FIRST_GUESS = 1e-5;
/** Reasons that hold for any job on this machine; the others are a job's own. */
const NO_GPU: readonly EngineChoice["reason"][] = ["no-webgpu", "no-adapter", "software-gpu-passed-over"];

export interface FleetPoolOptions {
  /** The most workers at a time. */
  workers?: number;
  clock?: Pick<Clock, "setTimer">;
  startWorker?(onEvent: (event: TaskEvent) => void, onDeath: (detail: string) => void): FleetPort;
}

interface PoolWorker {
  port: FleetPort;
  shares: Set<Share>;
  /** While it is idle: cancels its end. */
  keep: (() => void) | null;
}

/**
 * Trains many models in a pool of workers: one per core on the CPU, a single worker on a GPU or in
 * ONNX Runtime. Workers start when there is work, and end when they have been idle for a while. A
 * request is divided into shares, the first models first; newer requests get workers first. A share
 * whose worker crashes is trained once more in a new worker; if that crashes too, the request
 * fails.
 */
export class FleetPool implements ModelTrainer {
  /** The most workers at a time. */
  readonly limit: number;
  readonly #clock: Pick<Clock, "setTimer">;
  readonly #start: NonNullable<FleetPoolOptions["startWorker"]>;
  readonly #workers: PoolWorker[] = [];
  /** The oldest first. */
  readonly #requests = new Set<FleetRequest>();
  readonly #shares = new Map<number, { share: Share; worker: PoolWorker }>();
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
    this.#shares.clear();
  }

  /** Gives shares to all workers that can take one. */
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
   * A worker that can take another share of the request: an idle one, a new one, or the least busy.
   */
  #workerFor(request: FleetRequest): PoolWorker | undefined {
    const most = request.options.lockstep ? 1 : SHARES_PER_WORKER;
    const own = ({ shares }: PoolWorker) => [...shares].filter((share) => share.request === request).length;
    const busy = ({ shares }: PoolWorker) => [...shares].filter((share) => !share.request.paused).length;
    if (!request.spreads) {
      const worker = this.#workers[0] ?? this.#startWorker();
      return own(worker) < most ? worker : undefined;
    }
    const fitting = this.#workers.filter((worker) => own(worker) < most).sort((a, b) => busy(a) - busy(b));
    const least = fitting[0];
    if ((least === undefined || busy(least) > 0) && this.#workers.length < this.limit) return this.#startWorker();
    return least;
  }

  #give(worker: PoolWorker, { request, members, again }: Pick<Share, "request" | "members" | "again">): void {
    const share: Share = { taskId: ++this.#lastId, request, members, again, started: false, steps: 0, reached: -1 };
    worker.keep?.();
    worker.keep = null;
    worker.shares.add(share);
    request.shares.add(share);
    this.#shares.set(share.taskId, { share, worker });
    worker.port.post({ type: "train", ...request.task(share) });
    if (request.paused) worker.port.post({ type: "pause", taskId: share.taskId });
    // A share that starts late catches up with the others. A share with all models need not wait.
    if (request.options.lockstep) {
      const epoch = members.length === request.experiments.length ? Number.POSITIVE_INFINITY : request.allowedEpoch;
      worker.port.post({ type: "proceed", taskId: share.taskId, epoch });
    }
  }

  #receive(event: TaskEvent): void {
    const found = this.#shares.get(event.taskId);
    if (found === undefined) return; // cancelled meanwhile
    const { share, worker } = found;
    const { request } = share;
    switch (event.type) {
      case "started":
        share.started = true;
        this.#learnEngine(share, worker, event.engine);
        break;
      case "progress":
        request.reportProgress(share, event.steps, event.epochs);
        break;
      case "reached":
        share.reached = event.epoch;
        this.#proceed(request);
        break;
      case "trained":
        request.reportTrained(share, event.models);
        break;
      case "finished":
        this.#msPerCost.set(request.engine, event.busyMs / shareCost(share));
        this.#release(share, worker);
        request.reportFinished(share);
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
  #learnEngine(share: Share, worker: PoolWorker, engine: EngineChoice): void {
    const { request } = share;
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
      worker.port.post({ type: "cancel", taskId: share.taskId });
      this.#release(share, worker);
      request.shares.delete(share);
      request.split(this.limit);
    }
    this.#distribute();
  }

  /** In lockstep: allows the epoch after the last one that all shares have finished. */
  #proceed(request: FleetRequest): void {
    if (!request.options.lockstep || request.open || request.ended) return;
    const epoch = Math.min(...[...request.shares].map(({ reached }) => reached)) + 1;
    if (epoch <= request.allowedEpoch) return;
    request.allowedEpoch = epoch;
    for (const { taskId } of request.shares)
      this.#shares.get(taskId)?.worker.port.post({ type: "proceed", taskId, epoch });
  }

  #setPaused(request: FleetRequest, paused: boolean): void {
    if (request.ended || request.paused === paused) return;
    request.paused = paused;
    const type = paused ? "pause" : "resume";
    for (const { taskId } of request.shares) this.#shares.get(taskId)?.worker.port.post({ type, taskId });
    this.#distribute();
  }

  /** Takes all its shares from the workers. */
  #withdraw(request: FleetRequest): void {
    this.#requests.delete(request);
    for (const share of request.shares) {
      const worker = this.#shares.get(share.taskId)?.worker;
      if (worker === undefined) continue;
      worker.port.post({ type: "cancel", taskId: share.taskId });
      this.#release(share, worker);
    }
    request.shares.clear();
    this.#distribute();
  }

  /** The worker no longer has the share. */
  #release(share: Share, worker: PoolWorker): void {
    this.#shares.delete(share.taskId);
    worker.shares.delete(share);
    if (worker.shares.size === 0) worker.keep = this.#clock.setTimer(() => this.#end(worker), IDLE_MS);
  }

  #startWorker(): PoolWorker {
    const worker: PoolWorker = {
      port: this.#start(
        (event) => this.#receive(event),
        (detail) => this.#died(worker, detail),
      ),
      shares: new Set(),
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
   * Gives the shares of a crashed worker to a new one. Those that had started count as having
   * crashed it; if none had, all do. A share that crashes two workers fails its request.
   */
  #died(worker: PoolWorker, detail: string): void {
    this.#end(worker);
    const lost = [...worker.shares];
    worker.shares.clear();
    for (const share of lost) {
      this.#shares.delete(share.taskId);
      share.request.shares.delete(share);
    }
    const anyStarted = lost.some(({ started }) => started);
    const crashed = ({ started }: Share) => started || !anyStarted;
    for (const { request } of lost.filter((share) => share.again && crashed(share))) {
      if (request.ended) continue;
      this.#withdraw(request);
      request.reportFailed("worker-died", detail);
    }
    const open = lost.filter(({ request }) => !request.ended);
    if (open.length === 0) return;
    const fresh = this.#startWorker();
    for (const share of open) this.#give(fresh, { ...share, again: share.again || crashed(share) });
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

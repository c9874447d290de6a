import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import { type Clock, systemClock } from "../clock";
import { cpuWorkers } from "./cpuWorkers";
import { type FleetLine, type FleetNews, FleetWorker } from "./fleetWorker";
import type { ModelTrainer, TrainingHandle, TrainingListener, TrainingOptions } from "./modelTrainer";
import { FleetRequest, type Share, shareCost } from "./request";

/** An idle worker is ended after this long. */
export const IDLE_MS = 30_000;
/** A worker has one share of a request in its hands and the next beside it, so that it never waits for the page. */
const SHARES_AT_HAND = 2;
/** Milliseconds for each parameter and sample, before anything has been measured: plain loops on a slow machine. */
const FIRST_GUESS = 1e-5;
/** Why a machine has no GPU for any job; the other reasons are a job's own. */
const NO_GPU: readonly EngineChoice["reason"][] = ["no-webgpu", "no-adapter", "software-gpu-passed-over"];

export interface FleetPoolOptions {
  /** The most workers at a time. */
  workers?: number;
  clock?: Pick<Clock, "setTimer">;
  startWorker?(onEvent: (event: FleetNews) => void, onDeath: (detail: string) => void): FleetLine;
}

interface PoolWorker {
  line: FleetLine;
  shares: Set<Share>;
  /** While it is idle: cancels its end. */
  keep: (() => void) | null;
}

/**
 * Trains many models in a pool of workers: all cores on the CPU, one worker on a GPU or in ONNX Runtime. Workers are started when there is something for them
 * and ended when there has been nothing for a while. A request is handed out in shares, the first models first; workers turn to a new request before
 * they go on with an old one. A share whose worker dies is trained once more in a new one; if that dies too, the request has failed.
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
  /** By engine: milliseconds for each unit of cost. */
  readonly #msPerCost = new Map<string, number>();
  /** Wishes that come to the CPU on this machine whatever the job, and why. */
  readonly #withoutGpu = new Map<EnginePreference, EngineChoice["reason"]>();

  constructor({ workers = cpuWorkers(), clock = systemClock, startWorker }: FleetPoolOptions = {}) {
    this.limit = Math.max(1, workers);
    this.#clock = clock;
    this.#start = startWorker ?? ((onEvent, onDeath) => new FleetWorker(onEvent, onDeath));
  }

  /** Workers that run now, idle ones included. */
  get workers(): number {
    return this.#workers.length;
  }

  train(experiments: readonly Experiment[], wish: TrainingOptions, listener: TrainingListener): TrainingHandle {
    const request = new FleetRequest(++this.#lastId, experiments, wish, listener);
    this.#requests.add(request);
    if (this.#withoutGpu.has(wish.engine)) request.engine = "cpu";
    if (request.engine === "cpu" || request.engine === "float64") request.spreads = true;
    if (wish.lockstep) request.split(request.spreads ? this.limit : 1);
    // Nobody is called back before they have the handle.
    if (experiments.length === 0) queueMicrotask(() => this.#endEmpty(request, listener));
    this.#handOut();
    return {
      pause: () => this.#setPaused(request, true),
      resume: () => this.#setPaused(request, false),
      cancel: () => {
        request.ended = true;
        this.#giveUp(request);
      },
    };
  }

  /** Ends all workers; requests hear nothing more. */
  dispose(): void {
    for (const worker of [...this.#workers]) this.#end(worker);
    this.#requests.clear();
    this.#shares.clear();
  }

  /** Gives every worker what it can have at hand. */
  #handOut(): void {
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

  /** One that can take another share of the request: an idle one, a new one, or the least busy. */
  #workerFor(request: FleetRequest): PoolWorker | undefined {
    const most = request.wish.lockstep ? 1 : SHARES_AT_HAND;
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
    worker.line.post({ type: "train", ...request.task(share) });
    if (request.paused) worker.line.post({ type: "pause", taskId: share.taskId });
    // One that comes late catches up with the others; one that is alone need not wait for any.
    if (request.wish.lockstep) {
      const epoch = members.length === request.experiments.length ? Number.POSITIVE_INFINITY : request.allowedEpoch;
      worker.line.post({ type: "proceed", taskId: share.taskId, epoch });
    }
  }

  #hear(event: FleetNews): void {
    const found = this.#shares.get(event.taskId);
    if (found === undefined) return; // given up meanwhile
    const { share, worker } = found;
    const { request } = share;
    switch (event.type) {
      case "started":
        share.started = true;
        this.#learnEngine(share, worker, event.engine);
        break;
      case "progress":
        request.tellProgress(share, event.steps, event.epochs);
        break;
      case "reached":
        share.reached = event.epoch;
        this.#proceed(request);
        break;
      case "trained":
        request.tellTrained(share, event.models);
        break;
      case "finished":
        this.#msPerCost.set(request.engine, event.busyMs / shareCost(share));
        this.#release(share, worker);
        request.tellFinished(share);
        if (request.ended) this.#requests.delete(request);
        this.#proceed(request);
        this.#handOut();
        break;
      case "failed":
        this.#giveUp(request);
        request.tellFailed(event.code, event.detail);
    }
  }

  /** Which engine a wish comes to says how many workers are of use to it. */
  #learnEngine(share: Share, worker: PoolWorker, engine: EngineChoice): void {
    const { request } = share;
    const { engine: wanted, lockstep } = request.wish;
    const reason = this.#withoutGpu.get(wanted) ?? engine.reason;
    if (NO_GPU.includes(reason)) this.#withoutGpu.set(wanted, reason);
    request.tellStarted({ ...engine, reason });
    if (request.ended || request.spreads) return;
    request.spreads = engine.id === "cpu" || engine.id === "float64";
    request.wide = engine.id === "webgpu";
    if (!request.spreads) return;
    request.engine = engine.id;
    if (lockstep && this.limit > 1 && request.experiments.length > 1) {
      // All models are in this worker's hands, at step 0.
      worker.line.post({ type: "cancel", taskId: share.taskId });
      this.#release(share, worker);
      request.shares.delete(share);
      request.split(this.limit);
    }
    this.#handOut();
  }

  /** Lets all shares of a request in lockstep begin the epoch after the last that all have finished. */
  #proceed(request: FleetRequest): void {
    if (!request.wish.lockstep || request.open || request.ended) return;
    const epoch = Math.min(...[...request.shares].map(({ reached }) => reached)) + 1;
    if (epoch <= request.allowedEpoch) return;
    request.allowedEpoch = epoch;
    for (const { taskId } of request.shares)
      this.#shares.get(taskId)?.worker.line.post({ type: "proceed", taskId, epoch });
  }

  #setPaused(request: FleetRequest, paused: boolean): void {
    if (request.ended || request.paused === paused) return;
    request.paused = paused;
    const type = paused ? "pause" : "resume";
    for (const { taskId } of request.shares) this.#shares.get(taskId)?.worker.line.post({ type, taskId });
    this.#handOut();
  }

  /** Takes all its shares out of the workers' hands. */
  #giveUp(request: FleetRequest): void {
    this.#requests.delete(request);
    for (const share of request.shares) {
      const worker = this.#shares.get(share.taskId)?.worker;
      if (worker === undefined) continue;
      worker.line.post({ type: "cancel", taskId: share.taskId });
      this.#release(share, worker);
    }
    request.shares.clear();
    this.#handOut();
  }

  /** The worker has nothing more to do with the share. */
  #release(share: Share, worker: PoolWorker): void {
    this.#shares.delete(share.taskId);
    worker.shares.delete(share);
    if (worker.shares.size === 0) worker.keep = this.#clock.setTimer(() => this.#end(worker), IDLE_MS);
  }

  #startWorker(): PoolWorker {
    const worker: PoolWorker = {
      line: this.#start(
        (event) => this.#hear(event),
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
    worker.line.end();
    const at = this.#workers.indexOf(worker);
    if (at >= 0) this.#workers.splice(at, 1);
  }

  /** What it had in its hands goes to a new worker; what it had begun is charged with the death, or all of it where it had begun nothing. */
  #died(worker: PoolWorker, detail: string): void {
    this.#end(worker);
    const lost = [...worker.shares];
    worker.shares.clear();
    for (const share of lost) {
      this.#shares.delete(share.taskId);
      share.request.shares.delete(share);
    }
    const anyBegun = lost.some(({ started }) => started);
    const charged = ({ started }: Share) => started || !anyBegun;
    for (const { request } of lost.filter((share) => share.again && charged(share))) {
      if (request.ended) continue;
      this.#giveUp(request);
      request.tellFailed("worker-died", detail);
    }
    const open = lost.filter(({ request }) => !request.ended);
    if (open.length === 0) return;
    const fresh = this.#startWorker();
    for (const share of open) this.#give(fresh, { ...share, again: share.again || charged(share) });
  }

  #endEmpty(request: FleetRequest, listener: TrainingListener): void {
    this.#requests.delete(request);
    if (!request.ended) listener.onFinished();
  }
}

let shared: FleetPool | undefined;

/** The page's pool; its workers are started when they are first wanted. */
export function sharedFleetPool(): FleetPool {
  shared ??= new FleetPool();
  return shared;
}

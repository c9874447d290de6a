import type { Clock } from "../clock";
import type { RunEvent } from "./client";
import type { RunRequest, TrainingCommand } from "./protocol";

type Completed = Extract<RunEvent, { type: "completed" }>;

/** More candidates are ignored: a pointer or a key rarely goes further. */
const MOST_CANDIDATES = 6;
/** About 130 kB each at the tutorial's size. */
const MOST_RESULTS = 24;
/**
 * After a change that was not prefetched, only this many are trained at once: the next change may
 * be like it, and then needs the cores.
 */
const CANDIDATES_AFTER_MISS = 2;
/** The other candidates are trained when nothing has changed for this long. */
const COOLING_MS = 30;

export interface PrefetchWorker {
  post(command: TrainingCommand): void;
  end(): void;
}

export interface PrefetchOptions {
  startWorker(onEvent: (event: RunEvent) => void, onDeath: (detail: string) => void): PrefetchWorker;
  setTimer: Clock["setTimer"];
  /** Whether the user's device has work to spare; asked before every run. */
  mayTrain(): boolean;
}

/** A run under way. Its network comes first, then its epochs. */
interface Job {
  key: string;
  runId: number;
  network: Completed | null;
}

type State =
  | { kind: "idle" }
  /** Candidates wait until the page's own worker has done its run. */
  | { kind: "yielding" }
  /** Candidates wait until the user rests. */
  | { kind: "cooling"; cancel: () => void }
  | { kind: "training"; job: Job };

/**
 * Trains runs that the user may request next, in a worker of its own while the page's worker is
 * idle: a change to one of them finds its network and its epochs here. Only for the CPU engine,
 * which gives the same network to the bit in every worker. A run that fails here is trained, and
 * its failure reported, by the page's worker when it is requested.
 */
export class RunPrefetch {
  readonly #options: PrefetchOptions;
  #worker: PrefetchWorker | undefined;
  #state: State = { kind: "idle" };
  /** Likeliest first. */
  #candidates: readonly RunRequest[] = [];
  /** How many may be trained before cooling. */
  #left = 0;
  #missed = false;
  #pageIsBusy = false;
  #lastRunId = 0;
  /** By request, oldest first; null where the run failed. */
  readonly #results = new Map<string, Completed | null>();

  constructor(options: PrefetchOptions) {
    this.#options = options;
  }

  /** Trains these, the likeliest first, instead of the candidates before. */
  prefetch(candidates: readonly RunRequest[]): void {
    this.#candidates = candidates.slice(0, MOST_CANDIDATES);
    this.#left = this.#missed ? CANDIDATES_AFTER_MISS : MOST_CANDIDATES;
    this.#proceed();
  }

  /**
   * The finished run with all its epochs, if it was prefetched. Ignore its `runId` and `picture`.
   */
  lookup(request: RunRequest): Completed | undefined {
    const result = this.#results.get(keyOf(request)) ?? undefined;
    this.#missed = result === undefined;
    return result;
  }

  /**
   * The page's own worker has something to do; a run under way here is finished, no other begun.
   */
  pageIsBusy(): void {
    this.#pageIsBusy = true;
    this.#proceed();
  }

  pageIsFree(): void {
    this.#pageIsBusy = false;
    this.#proceed();
  }

  dispose(): void {
    this.#candidates = [];
    this.#stop();
    this.#worker?.end();
    this.#worker = undefined;
  }

  #proceed(): void {
    if (this.#state.kind === "training") return;
    this.#stop();
    const request = this.#candidates.find((each) => !this.#results.has(keyOf(each)));
    if (request === undefined || !this.#options.mayTrain()) return;
    if (this.#pageIsBusy) this.#state = { kind: "yielding" };
    else if (this.#left > 0) this.#train(request);
    else this.#state = { kind: "cooling", cancel: this.#options.setTimer(() => this.#cooled(), COOLING_MS) };
  }

  #stop(): void {
    if (this.#state.kind === "cooling") this.#state.cancel();
    this.#state = { kind: "idle" };
  }

  #cooled(): void {
    this.#left = MOST_CANDIDATES;
    this.#proceed();
  }

  #train(request: RunRequest): void {
    const runId = ++this.#lastRunId;
    this.#left--;
    this.#state = { kind: "training", job: { key: keyOf(request), runId, network: null } };
    this.#worker ??= this.#options.startWorker(
      (event) => this.#receive(event),
      () => this.#died(),
    );
    this.#worker.post({ type: "complete", runId, ...request });
  }

  #receive(event: RunEvent): void {
    if (this.#state.kind !== "training" || event.runId !== this.#state.job.runId) return;
    const { job } = this.#state;
    if (event.type === "completed") {
      this.#worker?.post({ type: "drawn", picture: event.picture });
      if (event.snapshot.finishedEpochs.length > 0) this.#keep(job, event);
      else this.#state = { kind: "training", job: { ...job, network: event } };
    } else if (event.type === "epochs" && job.network !== null) {
      const { network } = job;
      this.#keep(job, { ...network, snapshot: { ...network.snapshot, finishedEpochs: event.epochs } });
    } else if (event.type === "failed") this.#keep(job, null);
  }

  #keep({ key }: Job, result: Completed | null): void {
    this.#state = { kind: "idle" };
    this.#results.set(key, result);
    const [oldest] = this.#results.keys();
    if (this.#results.size > MOST_RESULTS && oldest !== undefined) this.#results.delete(oldest);
    this.#proceed();
  }

  /** The next `prefetch` starts another worker, but not for the run that this one died of. */
  #died(): void {
    this.#worker?.end();
    this.#worker = undefined;
    this.#candidates = [];
    if (this.#state.kind === "training") this.#keep(this.#state.job, null);
  }
}

function keyOf({ experiment, engine, grid }: RunRequest): string {
  return JSON.stringify([experiment, engine, grid]);
}

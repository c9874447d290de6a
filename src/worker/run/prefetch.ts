import type { RunEvent } from "./client";
import type { TrainingCommand, TrainingEvent } from "./protocol";
import { RunWorker } from "./runWorker";

export type Completed = Extract<TrainingEvent, { type: "completed" }>;

/** Of their arrays and keys: some 180 results at the tutorial's size. */
const MOST_KEPT_BYTES = 24e6;
/**
 * After a move that nobody expected so many are trained at once: the next one is as likely to be another, and more would hold it up. The rest follows
 * when the hand rests.
 */
const EXPECTED_AFTER_SURPRISE = 2;
const RESTS_AFTER_MS = 30;
/** So long are runs trained of what is expected next. */
const MOST_MS = 1500;

/** What may be asked for: as of a `complete` command. */
export type Expected = Pick<Extract<TrainingCommand, { type: "complete" }>, "experiment" | "engine" | "grid">;

interface Job {
  key: string;
  expected: Expected;
}

/**
 * Complete runs of experiments that may be asked for next, trained by a worker of their own while the page's own has nothing to do: a move to one of them finds
 * its trained network and its history here. The CPU engine gives the same network whoever asks it, to the bit. Whatever goes wrong here is nobody's loss:
 * the experiment is trained when it is asked for.
 */
export class TrainedAhead {
  #worker: RunWorker | undefined;
  #dead = false;
  #runId = 0;
  #wanted: Iterator<Expected> | undefined;
  /** Of what is wanted: when it is enough, and how many before the hand rests. */
  #until = 0;
  #left = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #underway: { job: Job; completed?: Completed } | undefined;
  /** Null of what failed. The newest last. */
  readonly #kept = new Map<string, Completed | null>();
  #keptBytes = 0;
  #surprised = false;
  /** The page's own run of which more is to come. */
  #waitsFor: number | undefined;

  /** This is asked for now: its trained network with all its epochs, if it was expected. Its run's number means nothing to the page. */
  ask(expected: Expected): Completed | undefined {
    const found = this.#kept.get(keyOf(expected)) ?? undefined;
    this.#surprised = found === undefined;
    return found;
  }

  /** The experiments that may be asked for next, the likeliest first, in place of those before. They are taken as there is time for them. */
  expect(all: Iterable<Expected>): void {
    this.#forget();
    this.#wanted = all[Symbol.iterator]();
    this.#until = performance.now() + MOST_MS;
    this.#left = this.#surprised ? EXPECTED_AFTER_SURPRISE : Number.POSITIVE_INFINITY;
    this.#begin();
  }

  /** Begins with what is wanted, if the page has nothing to do. */
  #begin(): void {
    if (this.#waitsFor !== undefined) return;
    clearTimeout(this.#rest);
    if (this.#surprised) {
      this.#rest = setTimeout(() => {
        this.#left = Number.POSITIVE_INFINITY;
        this.#next();
      }, RESTS_AFTER_MS);
    }
    this.#next();
  }

  /** The page's own worker has this complete run to do, which goes first. */
  giveWay(runId: number): void {
    this.#waitsFor = runId;
    this.#forget();
  }

  /** Hears what the page's own worker says: whether it has done its run. */
  hear(event: RunEvent): void {
    const runId = this.#waitsFor;
    if (runId === undefined || event.runId < runId) return;
    const halfDone = event.type === "completed" && event.snapshot.finishedEpochs.length === 0;
    if (event.runId === runId && halfDone) return; // its epochs are to come
    this.#waitsFor = undefined;
    this.#begin();
  }

  dispose(): void {
    this.#dead = true;
    this.#forget();
    this.#worker?.end();
  }

  #forget(): void {
    clearTimeout(this.#rest);
    this.#wanted = undefined;
  }

  #next(): void {
    if (this.#dead || this.#underway !== undefined || this.#waitsFor !== undefined) return;
    const job = this.#take();
    if (job === undefined) return;
    this.#underway = { job };
    this.#worker ??= new RunWorker(
      (event) => this.#receive(event),
      () => this.dispose(),
    );
    this.#worker.post({ type: "complete", runId: ++this.#runId, ...job.expected });
  }

  /** The next of what is wanted that is not here yet. */
  #take(): Job | undefined {
    while (this.#wanted !== undefined && this.#left > 0 && performance.now() < this.#until) {
      const { value: expected, done } = this.#wanted.next();
      if (done) this.#wanted = undefined;
      else {
        this.#left--;
        const key = keyOf(expected);
        if (!this.#kept.has(key)) return { key, expected };
      }
    }
    return undefined;
  }

  #receive(event: RunEvent): void {
    if (this.#underway === undefined || event.runId !== this.#runId) return;
    const { job, completed } = this.#underway;
    if (event.type === "completed") {
      this.#worker!.post({ type: "drawn", runId: this.#runId });
      this.#underway = { job, completed: event };
      if (event.snapshot.finishedEpochs.length > 0) this.#keep(job, event);
    } else if (event.type === "epochs" && completed !== undefined) {
      this.#keep(job, { ...completed, snapshot: { ...completed.snapshot, finishedEpochs: event.epochs } });
    } else if (event.type === "failed") this.#keep(job, null);
  }

  #keep({ key }: Job, completed: Completed | null): void {
    this.#underway = undefined;
    this.#kept.set(key, completed);
    this.#keptBytes += bytesOf(key, completed);
    for (const [oldest, its] of this.#kept) {
      if (this.#keptBytes <= MOST_KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= bytesOf(oldest, its);
    }
    this.#next();
  }
}

function bytesOf(key: string, completed: Completed | null): number {
  if (completed === null) return key.length;
  const { snapshot, samples } = completed;
  const { gridLogits, trainLogits, validationLogits, parameters } = snapshot;
  const arrays = [gridLogits, trainLogits, validationLogits, parameters, samples.features, samples.labels];
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, key.length);
}

function keyOf({ experiment, engine, grid }: Expected): string {
  return JSON.stringify([experiment, engine, grid]);
}

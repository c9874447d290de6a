import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { CompileOptions } from "../../language";
import type { EnginePreference } from "../../training/engineChoice";
import type { CompilerClient } from "../source/client";
import type { ReadSource } from "../source/protocol";
import type { Pace, TrainingEvent } from "./protocol";
import { RunWorker } from "./runWorker";

export type { ReadSource, Refusal } from "../source/protocol";

/** Events of the current run; of runs before, at most what a complete one came to (`complete`). */
export type RunEvent = Exclude<TrainingEvent, { type: "ready" }>;

/**
 * The page's side of the workers. Commands go out for the run started last; `onEvent` hears that run's events. A worker that dies is reported as
 * `failed` with code `worker-died`; the next `start` makes another.
 */
export class TrainingClient {
  readonly #onEvent: (event: RunEvent) => void;
  /** Comes at its first use: the losses that a page opens with have been read by the build. */
  #sources: Promise<CompilerClient> | undefined;
  #worker: RunWorker | undefined;
  #disposed = false;
  #runId = 0;
  /** Whether a run was started that has not failed: whether anybody waits for the worker. */
  #waiting = false;
  #lastStep = 0;
  /** The oldest run whose result may still come: while complete runs follow one another, an earlier one's is better than none. */
  #oldestWanted = 0;

  constructor(onEvent: (event: RunEvent) => void) {
    this.#onEvent = onEvent;
    this.#worker = this.#create();
  }

  /** Prepares a run and ends the one before. Returns its id. */
  start(experiment: Experiment, engine: EnginePreference, grid: GridSpec): number {
    this.#oldestWanted = this.#runId + 1;
    return this.#begin("start", experiment, engine, grid);
  }

  /** Trains a run to its end in one go, and ends the one before. Returns its id. */
  complete(experiment: Experiment, engine: EnginePreference, grid: GridSpec): number {
    return this.#begin("complete", experiment, engine, grid);
  }

  run(pace: Pace): void {
    this.#worker?.post({ type: "run", runId: this.#runId, pace });
  }

  pause(): void {
    this.#worker?.post({ type: "pause", runId: this.#runId });
  }

  advance(steps: number | "epoch"): void {
    this.#worker?.post({ type: "advance", runId: this.#runId, steps });
  }

  /** `experiment` may differ from the run's in what `canTune` allows. */
  tune(experiment: Experiment): void {
    this.#worker?.post({ type: "tune", runId: this.#runId, experiment });
  }

  /** The last snapshot is on screen; the worker may send another. */
  drawn(): void {
    this.#worker?.post({ type: "drawn", runId: this.#runId });
  }

  /** Reads a loss's source off the page's thread; one that takes over two seconds is refused. The run is not touched. */
  async compile(source: string, options: CompileOptions): Promise<ReadSource> {
    try {
      return await (await this.#reader()).read(source, options);
    } catch (error) {
      return { refusal: { line: 1, column: 1, construct: "worker", message: String(error) } };
    }
  }

  /** There is time to get ready to read sources. */
  prepareToCompile(): void {
    if (this.#sources !== undefined || this.#disposed) return;
    this.#reader().then(
      (reader) => reader.prepare(),
      () => undefined, // who needs it tries again, and is told
    );
  }

  /** Ends the workers for good. */
  dispose(): void {
    this.#disposed = true;
    this.#worker?.end();
    this.#sources?.then(
      (reader) => reader.dispose(),
      () => undefined,
    );
  }

  #reader(): Promise<CompilerClient> {
    this.#sources ??= import("../source/client").then(
      (module) => new module.CompilerClient(),
      (error: unknown) => {
        this.#sources = undefined;
        throw error;
      },
    );
    return this.#sources;
  }

  #begin(type: "start" | "complete", experiment: Experiment, engine: EnginePreference, grid: GridSpec): number {
    const runId = ++this.#runId;
    this.#waiting = true;
    this.#lastStep = 0;
    this.#worker ??= this.#create();
    this.#worker.post({ type, runId, experiment, engine, grid });
    return runId;
  }

  #create(): RunWorker {
    return new RunWorker(
      (event) => this.#receive(event),
      (detail) => this.#died(detail),
    );
  }

  #receive(event: RunEvent): void {
    const complete = event.type === "completed" || event.type === "epochs";
    const wanted = complete ? event.runId >= this.#oldestWanted : event.runId === this.#runId;
    const isPicture = event.type === "snapshot" || event.type === "completed";
    if (!wanted) {
      if (isPicture) this.drawn(); // nobody will draw it, and the worker keeps the next back until somebody has
      return;
    }
    if (event.type === "failed") this.#waiting = false;
    if (isPicture) this.#lastStep = event.snapshot.step;
    this.#onEvent(event);
  }

  #died(detail: string): void {
    this.#worker?.end();
    this.#worker = undefined;
    if (!this.#waiting) return;
    this.#waiting = false;
    this.#onEvent({ type: "failed", runId: this.#runId, code: "worker-died", detail, step: this.#lastStep });
  }
}

import type { CompileOptions } from "../../language/passes/compile";
import type { CompilerClient } from "../source/client";
import type { ReadSource } from "../source/protocol";
import type { TrainingCommand, TrainingEvent } from "./protocol";
import { RunWorker } from "./runWorker";

export type { ReadSource, Refusal } from "../source/protocol";

export type RunEvent = Exclude<TrainingEvent, { type: "ready" }>;

/**
 * The page's side of the training worker and of the compiler worker. It passes on every event; who
 * receives them drops what is stale. After a death the next `start` or `complete` makes a new
 * training worker; other commands have no run to act on and are dropped.
 */
export class TrainingClient {
  readonly #onEvent: (event: RunEvent) => void;
  readonly #onDeath: (detail: string) => void;
  /** Created at its first use: the build has compiled the losses that a page opens with. */
  #sources: Promise<CompilerClient> | undefined;
  #worker: RunWorker | undefined;
  #disposed = false;

  constructor(onEvent: (event: RunEvent) => void, onDeath: (detail: string) => void) {
    this.#onEvent = onEvent;
    this.#onDeath = onDeath;
    this.#worker = this.#create();
  }

  post(command: TrainingCommand): void {
    if (command.type === "start" || command.type === "complete") this.#worker ??= this.#create();
    this.#worker?.post(command);
  }

  /**
   * Compiles a loss's source off the page's thread; one that takes over two seconds is refused. The
   * run is not touched.
   */
  async compile(source: string, options: CompileOptions): Promise<ReadSource> {
    try {
      return await (await this.#compiler()).read(source, options);
    } catch (error) {
      return { refusal: { line: 1, column: 1, construct: "worker", message: String(error) } };
    }
  }

  /** Fetches the compiler, for the curves and for the run, while there is time. */
  prepareToCompile(): void {
    this.#worker?.post({ type: "expectLoss" });
    if (this.#sources !== undefined || this.#disposed) return;
    this.#compiler().then(
      (compiler) => compiler.prepare(),
      () => undefined, // `compile` tries again and reports
    );
  }

  /** Ends the workers for good. */
  dispose(): void {
    this.#disposed = true;
    this.#worker?.end();
    this.#sources?.then(
      (compiler) => compiler.dispose(),
      () => undefined,
    );
  }

  #compiler(): Promise<CompilerClient> {
    this.#sources ??= import("../source/client").then(
      (module) => new module.CompilerClient(),
      (error: unknown) => {
        this.#sources = undefined;
        throw error;
      },
    );
    return this.#sources;
  }

  #create(): RunWorker {
    return new RunWorker(this.#onEvent, (detail) => {
      this.#worker?.end();
      this.#worker = undefined;
      this.#onDeath(detail);
    });
  }
}

import type { CompileOptions } from "../../language/passes/compile";
import { WorkerPort } from "../port";
import type { ReadSource, SourceCommand, SourceEvent } from "./protocol";

/** A source that takes longer is given up: the worker is ended and made anew. */
const LIMIT_MS = 2000;

interface Pending {
  settle: (answer: ReadSource) => void;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Reads sources in a worker of its own, so that a hostile text costs neither the page nor the run,
 * and a long step of the run delays no curve. The worker is made at the first use, or when there is
 * time to `prepare`.
 */
export class CompilerClient {
  #worker: WorkerPort<SourceCommand, SourceEvent> | undefined;
  #requestId = 0;
  readonly #pending = new Map<number, Pending>();

  async read(source: string, options: CompileOptions): Promise<ReadSource> {
    const requestId = ++this.#requestId;
    const answer = new Promise<ReadSource>((settle) => this.#pending.set(requestId, { settle }));
    this.#worker ??= this.#create();
    const worker = this.#worker;
    worker.post({ requestId, source, options });
    void worker.ready.then(() => {
      // Loading the worker does not count.
      const pending = this.#pending.get(requestId);
      if (pending !== undefined) pending.timer = setTimeout(() => this.#giveUp(), LIMIT_MS);
    });
    return answer;
  }

  prepare(): void {
    this.#worker ??= this.#create();
  }

  dispose(): void {
    this.#restart("ended", "The page is going away.");
  }

  #create(): WorkerPort<SourceCommand, SourceEvent> {
    return new WorkerPort<SourceCommand, SourceEvent>(
      new Worker(new URL("./source.worker.ts", import.meta.url), { type: "module" }),
      ({ requestId, answer }) => this.#settle(requestId, answer),
      (detail) => this.#restart("worker", detail),
    );
  }

  #giveUp(): void {
    this.#restart("time", `Reading this source took more than ${LIMIT_MS / 1000} seconds.`);
  }

  /** Ends the worker and refuses everything that waits for it. */
  #restart(construct: string, message: string): void {
    this.#worker?.end();
    this.#worker = undefined;
    for (const requestId of [...this.#pending.keys()]) {
      this.#settle(requestId, { refusal: { line: 1, column: 1, construct, message } });
    }
  }

  #settle(requestId: number, answer: ReadSource): void {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    this.#pending.delete(requestId);
    clearTimeout(pending.timer);
    pending.settle(answer);
  }
}

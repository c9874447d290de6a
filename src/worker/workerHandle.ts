import type { TrainingCommand, TrainingEvent } from "./protocol";

/** One worker running training.worker.ts. */
export class WorkerHandle {
  readonly #worker: Worker;
  /** Resolves when the worker listens; never, where it dies first. */
  readonly ready: Promise<void>;

  /** `onDeath` is called where the script cannot be loaded, throws outside a command, or sends what cannot be read. */
  constructor(onEvent: (event: Exclude<TrainingEvent, { type: "ready" }>) => void, onDeath: (detail: string) => void) {
    const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    this.ready = new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<TrainingEvent>) => {
        if (data.type === "ready") resolve();
        else onEvent(data);
      };
    });
    worker.onerror = (event) => {
      event.preventDefault();
      onDeath(event.message || "the worker could not be loaded");
    };
    worker.onmessageerror = () => onDeath("a message could not be read");
  }

  post(command: TrainingCommand): void {
    this.#worker.postMessage(command);
  }

  /** Ends the worker; nothing is heard of it any more. */
  end(): void {
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.onmessageerror = null;
    this.#worker.terminate();
  }
}

/** The page's end of the line to a worker that says `ready` once it listens. */
export class WorkerPort<Command, Event extends { type: string }> {
  readonly #worker: Worker;
  /** Resolves when the worker listens. If it dies before, the promise stays pending. */
  readonly ready: Promise<void>;

  /**
   * `onDeath` is called where the script cannot be loaded, throws outside a command, or sends what
   * cannot be read.
   */
  constructor(
    worker: Worker,
    onEvent: (event: Exclude<Event, { type: "ready" }>) => void,
    onDeath: (detail: string) => void,
  ) {
    this.#worker = worker;
    this.ready = new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Event>) => {
        if (data.type === "ready") resolve();
        else onEvent(data as Exclude<Event, { type: "ready" }>);
      };
    });
    worker.onerror = (event) => {
      event.preventDefault();
      onDeath(event.message || "the worker could not be loaded");
    };
    worker.onmessageerror = () => onDeath("a message could not be read");
  }

  post(command: Command): void {
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

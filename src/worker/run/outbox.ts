import type { EpochRecord, Snapshot } from "../../training/snapshot";
import type { TrainingEvent } from "./protocol";

type Completed = Extract<TrainingEvent, { type: "completed" }>;
type Emit = (event: TrainingEvent, transfer: Transferable[]) => void;

/** A page that has had no complete run's network for so long is starved of them … */
const STARVED_MS = 100;
/** … and of the epochs of one. */
const STARVED_OF_EPOCHS_MS = 250;

/** Pictures on their way to the page. A complete run's network waits until the picture before it is drawn, and a newer one takes its place. */
export class Outbox {
  readonly #emit: Emit;
  #undrawn = false;
  #held: Completed | undefined;
  #completedAt = Number.NEGATIVE_INFINITY;
  #epochsAt = Number.NEGATIVE_INFINITY;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** Whether a picture is on its way. */
  get undrawn(): boolean {
    return this.#undrawn;
  }
  get starvedOfNetworks(): boolean {
    return performance.now() - this.#completedAt >= STARVED_MS;
  }
  get starvedOfEpochs(): boolean {
    return performance.now() - this.#epochsAt >= STARVED_OF_EPOCHS_MS;
  }

  snapshot(runId: number, snapshot: Snapshot): void {
    this.#undrawn = true;
    this.#emit({ type: "snapshot", runId, snapshot }, pictureBuffers(snapshot));
  }

  complete(event: Completed): void {
    this.#held = event;
    if (!this.#undrawn) this.#sendHeld();
  }

  /** Of a complete run: with its network where that still waits, after it where it is on its way. */
  epochs(runId: number, epochs: readonly EpochRecord[]): void {
    this.#epochsAt = performance.now();
    const held = this.#held;
    if (held?.runId === runId) this.#held = { ...held, snapshot: { ...held.snapshot, finishedEpochs: epochs } };
    else this.#emit({ type: "epochs", runId, epochs }, []);
  }

  /** The page has drawn the last picture. */
  drawn(): void {
    this.#undrawn = false;
    this.#sendHeld();
  }

  /** Gives up what waits. */
  forget(): void {
    this.#held = undefined;
  }

  #sendHeld(): void {
    const event = this.#held;
    if (event === undefined) return;
    this.#held = undefined;
    this.#undrawn = true;
    this.#completedAt = performance.now();
    const { samples, snapshot } = event;
    this.#emit(event, [samples.features.buffer, samples.labels.buffer, ...pictureBuffers(snapshot)]);
  }
}

function pictureBuffers({ gridLogits, trainLogits, validationLogits, parameters }: Snapshot): Transferable[] {
  return [gridLogits.buffer, trainLogits.buffer, validationLogits.buffer, parameters.buffer];
}

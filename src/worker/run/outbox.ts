import type { EngineChoice } from "../../training/engineChoice";
import type { EpochRecord, Snapshot } from "../../training/snapshot";
import type { Picture, TrainingEvent } from "./protocol";

type Emit = (event: TrainingEvent, transfer: Transferable[]) => void;
type Unnumbered<P> = P extends Picture ? Omit<P, "picture"> : never;

/** If the page has had no new network for this long, an overtaken run may finish. */
const STARVED_MS = 100;
/**
 * If it has had no epochs for this long, the evaluation of an overtaken run's epochs may finish.
 */
const STARVED_OF_EPOCHS_MS = 250;

/**
 * Pictures for the page: numbers them and sends the next only when the page has drawn the one
 * before, so that at most one is undrawn. Meanwhile what is new of the newest run waits: its first
 * picture and its latest state, with all epochs between.
 */
export class Outbox {
  readonly #emit: Emit;
  readonly #now: () => number;
  #lastPicture = 0;
  #undrawn = false;
  /** Of one run: its first picture, its latest snapshot, or both. */
  #waiting: Unnumbered<Picture>[] = [];
  #completedAt = Number.NEGATIVE_INFINITY;
  #epochsAt = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds. */
  constructor(emit: Emit, now: () => number) {
    this.#emit = emit;
    this.#now = now;
  }

  /** Whether the page still has to draw a picture. */
  get undrawn(): boolean {
    return this.#undrawn;
  }
  get starvedOfNetworks(): boolean {
    return this.#now() - this.#completedAt >= STARVED_MS;
  }
  get starvedOfEpochs(): boolean {
    return this.#now() - this.#epochsAt >= STARVED_OF_EPOCHS_MS;
  }

  /** Sends the picture, or keeps it until the page has drawn the one before. Owns its arrays. */
  show(picture: Unnumbered<Picture>): void {
    const last = this.#waiting.at(-1);
    if (last === undefined || last.runId !== picture.runId) this.#waiting = [picture];
    else if (last.type === "snapshot") this.#waiting.splice(-1, 1, withEpochsOf(picture, last));
    else this.#waiting.push(picture);
    if (!this.#undrawn) this.#send();
  }

  /** A complete run's epochs: with its network where that still waits, otherwise at once. */
  epochs(runId: number, epochs: readonly EpochRecord[]): void {
    this.#epochsAt = this.#now();
    const [first, ...others] = this.#waiting;
    if (first?.runId === runId) this.#waiting = [withEpochs(first, epochs), ...others];
    else this.#emit({ type: "epochs", runId, epochs }, []);
  }

  /** The engine that a run has after measuring: with its first picture where that still waits. */
  measured(runId: number, engine: EngineChoice): void {
    const [first, ...others] = this.#waiting;
    if (first?.runId === runId && first.type !== "snapshot") this.#waiting = [{ ...first, engine }, ...others];
    else this.#emit({ type: "measured", runId, engine }, []);
  }

  /** The page has drawn this picture. Any but the last one sent is ignored. */
  drawn(picture: number): void {
    if (picture !== this.#lastPicture) return;
    this.#undrawn = false;
    this.#send();
  }

  /** Drops what waits. */
  forget(): void {
    this.#waiting = [];
  }

  #send(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#undrawn = true;
    if (next.type === "completed") this.#completedAt = this.#now();
    const event: Picture = { ...next, picture: ++this.#lastPicture };
    this.#emit(event, buffersOf(event));
  }
}

/** The newer picture of a run, with the epochs of the one that it replaces. */
function withEpochsOf(newer: Unnumbered<Picture>, replaced: Unnumbered<Picture>): Unnumbered<Picture> {
  return withEpochs(newer, [...replaced.snapshot.finishedEpochs, ...newer.snapshot.finishedEpochs]);
}

function withEpochs<P extends { snapshot: Snapshot }>(picture: P, finishedEpochs: readonly EpochRecord[]): P {
  return { ...picture, snapshot: { ...picture.snapshot, finishedEpochs } };
}

function buffersOf(picture: Picture): Transferable[] {
  const { gridLogits, trainLogits, validationLogits, parameters } = picture.snapshot;
  const snapshot = [gridLogits.buffer, trainLogits.buffer, validationLogits.buffer, parameters.buffer];
  if (picture.type === "snapshot") return snapshot;
  return [picture.samples.features.buffer, picture.samples.labels.buffer, ...snapshot];
}

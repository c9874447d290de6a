import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import type { EpochRecord, Snapshot } from "../../../src/training/snapshot";
import type { Picture, TrainingEvent } from "../../../src/worker/run/protocol";

export const GRID = { size: 8, extent: 12 };

/** Six steps per epoch. */
export const smallExperiment: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  batchSize: 20,
  epochs: 5,
};

type OfType<Type extends TrainingEvent["type"]> = Extract<TrainingEvent, { type: Type }>;

/** Collects events and waits for later ones. */
export class EventLog {
  readonly events: TrainingEvent[] = [];
  #waiting: (() => void)[] = [];

  readonly add = (event: TrainingEvent): void => {
    this.events.push(event);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  of<Type extends TrainingEvent["type"]>(type: Type): OfType<Type>[] {
    return this.events.filter((event): event is OfType<Type> => event.type === type);
  }

  get pictures(): Picture[] {
    return this.events.filter((event): event is Picture => "picture" in event);
  }
  get snapshots(): Snapshot[] {
    return this.pictures.map(({ snapshot }) => snapshot);
  }
  /** The finished epochs of all pictures. */
  get records(): EpochRecord[] {
    return this.snapshots.flatMap(({ finishedEpochs }) => finishedEpochs);
  }

  /** The first event of the type from `from` on that satisfies `when`. */
  async next<Type extends TrainingEvent["type"]>(
    type: Type,
    when: (event: OfType<Type>) => boolean = () => true,
    from = 0,
  ): Promise<OfType<Type>> {
    for (;;) {
      const found = this.events.slice(from).find((event) => event.type === type && when(event as OfType<Type>));
      if (found !== undefined) return found as OfType<Type>;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The first picture from `from` on in which the run has stopped. */
  stopped(from = 0): Promise<OfType<"snapshot">> {
    return this.next("snapshot", ({ stopped }) => stopped !== null, from);
  }
}

import type { Experiment } from "../../../src/experiment/experiment";
import type { ModelEpoch, TrainedModel } from "../../../src/training/trainedModel";
import type { FleetEvent, FleetTask } from "../../../src/worker/fleet/protocol";
import { GRID, smallExperiment } from "../run/sessionEvents";

export const withGamma = (gamma: number, base: Experiment = smallExperiment): Experiment => ({
  ...base,
  loss: { id: "focal", parameters: { gamma } },
});

/** A loss that is not finite after a few steps. */
export const divergingExperiment: Experiment = {
  ...smallExperiment,
  optimizer: { ...smallExperiment.optimizer, learningRate: 1e30 },
};

/** Experiments that need several fleets: two losses, other data, another rate, other weights. */
export const mixedExperiments: readonly Experiment[] = [
  withGamma(0),
  withGamma(2),
  { ...smallExperiment, loss: { id: "cross-entropy", parameters: {} } },
  { ...withGamma(2), seeds: { ...smallExperiment.seeds, weights: 7 } },
  { ...smallExperiment, dataset: { ...smallExperiment.dataset, negatives: 60 } },
  { ...smallExperiment, optimizer: { ...smallExperiment.optimizer, learningRate: 0.003 } },
];

export const task = (experiments: readonly Experiment[], given: Partial<FleetTask> = {}): FleetTask => ({
  taskId: 1,
  requestId: 1,
  experiments,
  engine: "cpu",
  fleetSize: experiments.length,
  grid: GRID,
  history: false,
  checkpoints: false,
  lockstep: false,
  ...given,
});

type OfType<Type extends FleetEvent["type"]> = Extract<FleetEvent, { type: Type }>;

/** Collects a session's events and waits for later ones. */
export class FleetLog {
  readonly events: FleetEvent[] = [];
  #waiting: (() => void)[] = [];

  readonly add = (event: FleetEvent): void => {
    this.events.push(event);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  of<Type extends FleetEvent["type"]>(type: Type, taskId = 1): OfType<Type>[] {
    return this.events.filter(
      (event): event is OfType<Type> => event.type === type && "taskId" in event && event.taskId === taskId,
    );
  }

  async next<Type extends FleetEvent["type"]>(type: Type, taskId = 1): Promise<OfType<Type>> {
    const before = this.of(type, taskId).length;
    while (this.of(type, taskId).length === before) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.of(type, taskId)[before]!;
  }

  /** By index. */
  models(taskId = 1): TrainedModel[] {
    return this.of("trained", taskId)
      .flatMap(({ models }) => models)
      .sort((a, b) => a.index - b.index);
  }

  epochs(taskId = 1): (ModelEpoch & { index: number })[] {
    return this.of("progress", taskId).flatMap(({ epochs }) => epochs);
  }
}

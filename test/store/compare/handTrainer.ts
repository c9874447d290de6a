import type { Experiment } from "../../../src/experiment/experiment";
import type { ModelTrainer, TrainingListener, TrainingOptions } from "../../../src/worker/fleet/modelTrainer";
import { metrics, model } from "./models";

interface Asked {
  experiments: readonly Experiment[];
  options: TrainingOptions;
  listener: TrainingListener;
  state: "running" | "paused" | "cancelled";
}

/** A trainer that trains when the test says so. */
export class HandTrainer implements ModelTrainer {
  readonly asked: Asked[] = [];

  train(experiments: readonly Experiment[], options: TrainingOptions, listener: TrainingListener) {
    const asked: Asked = { experiments, options, listener, state: "running" };
    this.asked.push(asked);
    return {
      pause: () => {
        asked.state = "paused";
      },
      resume: () => {
        asked.state = "running";
      },
      cancel: () => {
        asked.state = "cancelled";
      },
    };
  }

  get last(): Asked {
    return this.asked.at(-1)!;
  }

  /** The first `count` models of the latest request, and its end if those are all. */
  finish({ experiments, listener }: Asked = this.last, count = experiments.length): void {
    for (let index = 0; index < count; index++) {
      listener.onEpochs?.([0, 1].map((epoch) => ({ index, epoch, metrics: metrics(epoch / 2), parameters: null })));
    }
    listener.onTrained(Array.from({ length: count }, (_, index) => ({ ...model(0.5), index })));
    if (count === experiments.length) listener.onFinished();
  }
}

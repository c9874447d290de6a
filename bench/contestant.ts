import type { TrainedTask, TrainingTask } from "./trainingTask";

/** Someone ready to train a task again and again from its start. */
export interface Contestant {
  /** What runs it, versions included. */
  description: string;
  train(steps: number): Promise<TrainedTask>;
  close(): Promise<void>;
}

/** How to get a contestant. */
export interface Entrant {
  /** `tfjs-wasm`: what `--without` takes. */
  id: string;
  /** Whose it is: the best of a family is its figure. */
  family: "losscope" | "pytorch" | "tfjs" | "jax-js";
  /** Does by hand what its library has (the gradient, the optimiser): timed and told, but goals are set against the library's own. */
  byHand?: boolean;
  /** Takes fewer steps than the others where it is slow. */
  steps?: number;
  /** Throws AbsentError where this machine does not have it. */
  enter(task: TrainingTask): Promise<Contestant>;
}

/** This machine does not have what a contestant needs; the message says what. */
export class AbsentError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "AbsentError";
  }
}

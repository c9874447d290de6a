import type { TrainedTask, TrainingTask } from "./trainingTask";

/** A program that trains a task repeatedly from its start. */
export interface Contestant {
  /** A description of what it runs on, versions included. */
  description: string;
  train(steps: number): Promise<TrainedTask>;
  close(): Promise<void>;
}

/** How to start a contestant. */
export interface Entrant {
  /** `tfjs-wasm`: its name for `--without`. */
  id: string;
  /** The library it belongs to; the best contestant of a family counts as the family's result. */
  family: "losscope" | "pytorch" | "tfjs" | "jax-js";
  /**
   * Whether it implements by hand what its library has (the gradient, the optimiser). It is timed
   * and reported, but goals compare with the library's own.
   */
  byHand?: boolean;
  /** Takes fewer steps than the others if it is slow. */
  steps?: number;
  /** Throws AbsentError where this machine does not have it. */
  enter(task: TrainingTask): Promise<Contestant>;
}

/** This machine lacks what a contestant needs; the message says what. */
export class AbsentError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "AbsentError";
  }
}

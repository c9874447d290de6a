import { type Backend, type BackendId, DeviceLostError, type Trainer } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";

export interface FailingEngine {
  backend: Backend;
  /** Trainers made so far. */
  made(): number;
  /** From now on it throws this, at every step or prediction, or when a trainer is made. */
  fail(error: Error, at?: "steps" | "start"): void;
  /** The device of all trainers made so far is lost; a new one works. */
  lose(): void;
}

/** The float64 engine under another name, which fails on request. */
export function failingEngine(id: BackendId): FailingEngine {
  const engine = createFloat64Backend();
  let trainers = 0;
  let failure: { error: Error; at: "steps" | "start" } | null = null;
  let lost = 0;
  const throwAt = (at: "steps" | "start") => {
    if (failure?.at === at) throw failure.error;
  };
  const backend: Backend = {
    ...engine,
    id,
    description: `an engine named ${id}`,
    createTrainer: async (job) => {
      const number = ++trainers;
      throwAt("start");
      const trainer: Trainer = await engine.createTrainer(job);
      const advance = trainer.advance.bind(trainer);
      const predict = trainer.predict.bind(trainer);
      const check = () => {
        if (number <= lost) throw deviceLost;
        throwAt("steps");
      };
      trainer.advance = async (count) => {
        check();
        return advance(count);
      };
      trainer.predict = async (...args) => {
        check();
        return predict(...args);
      };
      return trainer;
    },
  };
  return {
    backend,
    made: () => trainers,
    fail: (error, at = "steps") => {
      failure = { error, at };
    },
    lose: () => {
      lost = trainers;
    },
  };
}

export const deviceLost = new DeviceLostError("the GPU device was lost (unknown): it went away");
export const callStack = new RangeError("Maximum call stack size exceeded");

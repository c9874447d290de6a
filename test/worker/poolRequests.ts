import type { Experiment } from "../../src/experiment/experiment";
import type { FleetPool } from "../../src/worker/fleetPool";
import type { ModelEpoch, TrainedModel } from "../../src/worker/fleetProtocol";
import type { TrainingHandle, TrainingWish } from "../../src/worker/modelTrainer";
import type { EngineChoice } from "../../src/worker/protocol";

/** What a request's listener has heard, and promises of what it will hear. */
export interface Heard {
  handle: TrainingHandle;
  engines: EngineChoice[];
  progress: [steps: number, totalSteps: number][];
  epochs: (ModelEpoch & { index: number })[];
  /** In the order they came. */
  models: TrainedModel[];
  failures: [code: string, detail: string][];
  /** Resolves when it has finished or failed. */
  ended: Promise<void>;
  /** Resolves when so many models have been heard of. */
  trained(models: number): Promise<void>;
}

export const WISH: TrainingWish = { engine: "cpu", grid: null, history: false, checkpoints: false, lockstep: false };

export function request(pool: FleetPool, experiments: readonly Experiment[], wish: Partial<TrainingWish> = {}): Heard {
  const waiting: (() => void)[] = [];
  const heard: Pick<Heard, "engines" | "progress" | "epochs" | "models" | "failures"> = {
    engines: [],
    progress: [],
    epochs: [],
    models: [],
    failures: [],
  };
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const handle = pool.train(
    experiments,
    { ...WISH, ...wish },
    {
      onStarted: (engine) => heard.engines.push(engine),
      onProgress: (steps, totalSteps) => heard.progress.push([steps, totalSteps]),
      onEpochs: (epochs) => heard.epochs.push(...epochs),
      onTrained: (models) => {
        heard.models.push(...models);
        for (const wake of waiting.splice(0)) wake();
      },
      onFinished: () => end(),
      onFailed: (...failure) => {
        heard.failures.push(failure);
        end();
      },
    },
  );
  const trained = async (count: number) => {
    while (heard.models.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { ...heard, handle, ended, trained };
}

import type { Experiment } from "../../../src/experiment/experiment";
import type { EngineChoice } from "../../../src/training/engineChoice";
import type { ModelEpoch, TrainedModel } from "../../../src/training/trainedModel";
import type { TrainingHandle, TrainingOptions } from "../../../src/worker/fleet/modelTrainer";
import type { FleetPool } from "../../../src/worker/fleet/pool";

/** The events that a request's listener has received, and promises of later ones. */
export interface Heard {
  handle: TrainingHandle;
  engines: EngineChoice[];
  progress: [steps: number, totalSteps: number][];
  epochs: (ModelEpoch & { index: number })[];
  /** In order of arrival. */
  models: TrainedModel[];
  failures: [code: string, detail: string][];
  /** Resolves when it has finished or failed. */
  ended: Promise<void>;
  /** Resolves when this many models have been reported. */
  trained(models: number): Promise<void>;
}

export const OPTIONS: TrainingOptions = {
  engine: "cpu",
  grid: null,
  history: false,
  checkpoints: false,
  lockstep: false,
};

export function request(
  pool: FleetPool,
  experiments: readonly Experiment[],
  options: Partial<TrainingOptions> = {},
): Heard {
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
    { ...OPTIONS, ...options },
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

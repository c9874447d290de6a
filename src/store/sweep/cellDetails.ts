import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import { sweepLimits } from "../../experiment/sweep";
import type { MetricValues } from "../../metrics/metrics";
import type { EnginePreference } from "../../training/engineChoice";
import type { ModelEpoch } from "../../training/trainedModel";
import type { ModelTrainer, TrainingHandle } from "../../worker/fleet/modelTrainer";

/** Details of one model: trained again with its history, and from other initial weights. */
export interface CellDetail {
  /** Its plane, as fine as on the first screen: [size, size] row-major float32 decision logits. */
  field: { size: number; extent: number; logits: Float32Array } | null;
  /** In order, epoch 0 first. */
  epochs: readonly ModelEpoch[];
  /**
   * Metrics from `DETAIL_SEEDS` initial weights, the model's own first. Null until they are
   * trained; NaN where a model diverged.
   */
  seeds: readonly SeedMetrics[] | null;
}

export interface SeedMetrics {
  metrics: MetricValues;
  neverYes: boolean;
}

/** A cell on screen is trained from as many initial weights as a sweep may have. */
export const DETAIL_SEEDS = sweepLimits.seeds.max;
/** Side of the grid that tells whether a network ever answers yes. */
const COARSE = 25;
/** A detail holds 40 kB, most of it the plane. */
const MOST_KEPT = 300;

/** Equal for models that are trained alike. */
export const detailKey = (experiment: Experiment): string => JSON.stringify(experiment);

interface DetailRequest {
  experiment: Experiment;
  seeds: boolean;
}

/**
 * Trains the models whose details are on screen, one request at a time: first each one's history,
 * then their seeds. Requests for models that leave the screen are cancelled; details that are
 * complete are kept.
 */
export class CellDetails {
  readonly #trainer: ModelTrainer;
  readonly #onChange: (details: ReadonlyMap<string, CellDetail>) => void;
  #known: ReadonlyMap<string, CellDetail> = new Map();
  #requests: readonly DetailRequest[] = [];
  #engine: EnginePreference = "auto";
  #running: { key: string; part: "history" | "seeds"; handle: TrainingHandle } | null = null;
  /** What has failed and is not tried again, each as `key part`. */
  readonly #failed = new Set<string>();

  constructor(trainer: ModelTrainer, onChange: (details: ReadonlyMap<string, CellDetail>) => void) {
    this.#trainer = trainer;
    this.#onChange = onChange;
  }

  /**
   * Models on screen now, the most important first. `seeds`: whether other initial weights are
   * needed too.
   */
  want(requests: readonly DetailRequest[], engine: EnginePreference): void {
    if (engine !== this.#engine) {
      // Another engine's metrics may differ in their last digits.
      this.#known = new Map();
      this.#failed.clear();
    }
    this.#engine = engine;
    this.#requests = requests;
    const running = this.#running;
    const stillWanted = requests.some(
      ({ experiment, seeds }) => detailKey(experiment) === running?.key && (seeds || running.part === "history"),
    );
    if (running && !stillWanted) {
      running.handle.cancel();
      this.#running = null;
    }
    this.#next();
  }

  #next(): void {
    if (this.#running) return;
    const open = (part: "history" | "seeds") =>
      this.#requests.find(({ experiment, seeds }) => {
        const key = detailKey(experiment);
        if (this.#failed.has(`${key} ${part}`)) return false;
        return part === "history" ? !this.#known.has(key) : seeds && this.#known.get(key)?.seeds === null;
      });
    const unknown = open("history");
    const alone = unknown ? undefined : open("seeds");
    if (unknown) this.#trainHistory(unknown.experiment);
    else if (alone) this.#trainSeeds(alone.experiment);
  }

  #trainHistory(experiment: Experiment): void {
    const key = detailKey(experiment);
    const grid = plotGrid(experiment);
    const epochs: ModelEpoch[] = [];
    let field: CellDetail["field"] = null;
    this.#run(
      key,
      "history",
      [experiment],
      { history: true, grid },
      {
        onEpochs: (found) => epochs.push(...found),
        onTrained: ([model]) => {
          if (model?.gridLogits) field = { ...grid, logits: model.gridLogits };
        },
        keep: () => ({ field, epochs: epochs.sort((a, b) => a.epoch - b.epoch), seeds: null }),
      },
    );
  }

  #trainSeeds(experiment: Experiment): void {
    const key = detailKey(experiment);
    const found: SeedMetrics[] = [];
    const experiments = Array.from({ length: DETAIL_SEEDS }, (_, seed) => ({
      ...experiment,
      seeds: { ...experiment.seeds, weights: (experiment.seeds.weights + seed) % 2 ** 32 },
    }));
    const grid = { ...plotGrid(experiment), size: COARSE };
    this.#run(
      key,
      "seeds",
      experiments,
      { history: false, grid },
      {
        onTrained: (models) => {
          for (const { index, metrics, gridLogits } of models) {
            found[index] = { metrics, neverYes: gridLogits?.every((logit) => logit <= 0) === true };
          }
        },
        keep: () => ({ ...this.#known.get(key)!, seeds: found }),
      },
    );
  }

  #run(
    key: string,
    part: "history" | "seeds",
    experiments: readonly Experiment[],
    options: { history: boolean; grid: { size: number; extent: number } },
    {
      keep,
      ...listener
    }: Pick<Parameters<ModelTrainer["train"]>[2], "onEpochs" | "onTrained"> & { keep: () => CellDetail },
  ): void {
    const end = () => {
      this.#running = null;
      this.#next();
    };
    const handle = this.#trainer.train(
      experiments,
      { ...options, checkpoints: false, lockstep: false, engine: this.#engine },
      {
        ...listener,
        onFinished: () => {
          const kept = [...this.#known].filter(([known]) => known !== key).slice(-MOST_KEPT);
          this.#known = new Map([...kept, [key, keep()]]);
          this.#onChange(this.#known);
          end();
        },
        onFailed: () => {
          this.#failed.add(`${key} ${part}`);
          end();
        },
      },
    );
    this.#running = { key, part, handle };
  }
}

import type { MetricValues } from "../../metrics/metrics";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";

/** The outcome of one model. */
export type Outcome = "missing" | "trained" | "diverged";

/**
 * The models of a comparison trained so far. One object for a whole run, filled in place: the run's
 * `version` counts its changes. `loss` is an index into the comparison's losses, `seed` counts the
 * initial weights from 0.
 */
export class ComparisonResults {
  /** [losses][seeds] */
  readonly #histories: ModelEpoch[][][];
  readonly #models: TrainedModel[][];

  constructor(losses: number) {
    this.#histories = Array.from({ length: losses }, () => []);
    this.#models = Array.from({ length: losses }, () => []);
  }

  /** Takes a model's next recorded epoch. A model that is trained again starts a new history. */
  takeEpoch(loss: number, seed: number, epoch: ModelEpoch): void {
    const history = this.history(loss, seed);
    if (epoch.epoch <= (history.at(-1)?.epoch ?? -1)) history.length = 0;
    history.push(epoch);
  }

  takeModel(loss: number, seed: number, model: TrainedModel): void {
    this.#models[loss]![seed] = model;
  }

  /** Its recorded epochs, 0 first. */
  history(loss: number, seed: number): ModelEpoch[] {
    const histories = this.#histories[loss]!;
    histories[seed] ??= [];
    return histories[seed];
  }

  model(loss: number, seed: number): TrainedModel | undefined {
    return this.#models[loss]?.[seed];
  }

  outcome(loss: number, seed: number): Outcome {
    const model = this.model(loss, seed);
    if (model === undefined) return "missing";
    return model.divergedAt === null ? "trained" : "diverged";
  }

  /** At the end of training; undefined where it is missing or has diverged. */
  metrics(loss: number, seed: number): MetricValues | undefined {
    return this.outcome(loss, seed) === "trained" ? this.model(loss, seed)!.metrics : undefined;
  }

  /** Models that have ended, among the first `seeds` initial weights. */
  ended(seeds: number): number {
    return this.#models.reduce(
      (sum, models) => sum + models.slice(0, seeds).filter((model) => model !== undefined).length,
      0,
    );
  }
}

import type { SweepCell, SweepModel } from "../../experiment/sweep";
import { type MetricName, metricNames } from "../../metrics/metrics";
import type { TrainedModel } from "../../training/trainedModel";

/** The outcome of one model. */
export type Outcome = "missing" | "trained" | "diverged";
/** A network's answers on the whole plane; `no` and `yes` where it gives only that one. */
export type Answer = "both" | "no" | "yes";

const outcomes: readonly Outcome[] = ["missing", "trained", "diverged"];
const answers: readonly Answer[] = ["both", "no", "yes"];

/**
 * The models of a sweep trained so far. One object for a whole run, filled in place: the run's
 * `version` counts its changes.
 */
export class SweepResults {
  readonly columns: number;
  readonly rows: number;
  readonly seeds: number;
  /** Models that have ended, diverged ones included. */
  models = 0;
  /** [seeds, rows, columns, metricNames] float64; NaN where there is none. */
  readonly #metrics: Float64Array;
  /** [seeds, rows, columns], by number in `outcomes`. */
  readonly #outcomes: Uint8Array;
  /** [seeds, rows, columns], by number in `answers`. */
  readonly #answers: Uint8Array;
  /** [rows, columns]: logits of the first seed's model on the thumbnails' grid. */
  readonly #grids: (Float32Array | undefined)[];

  constructor(columns: number, rows: number, seeds: number) {
    this.columns = columns;
    this.rows = rows;
    this.seeds = seeds;
    const models = columns * rows * seeds;
    this.#metrics = new Float64Array(models * metricNames.length).fill(Number.NaN);
    this.#outcomes = new Uint8Array(models);
    this.#answers = new Uint8Array(models);
    this.#grids = new Array(columns * rows);
  }

  /** Takes a model's end; a second end of the same model replaces the first. */
  take({ column, row, seed }: Pick<SweepModel, "column" | "row" | "seed">, model: TrainedModel): void {
    const at = this.#index({ column, row }, seed);
    if (this.#outcomes[at] === 0) this.models++;
    const diverged = model.divergedAt !== null;
    this.#outcomes[at] = outcomes.indexOf(diverged ? "diverged" : "trained");
    for (const [i, name] of metricNames.entries()) {
      this.#metrics[at * metricNames.length + i] = diverged ? Number.NaN : model.metrics[name];
    }
    this.#answers[at] = diverged ? 0 : answers.indexOf(answerOf(model.gridLogits));
    if (seed === 0) this.#grids[row * this.columns + column] = diverged ? undefined : (model.gridLogits ?? undefined);
  }

  metric(cell: SweepCell, seed: number, name: MetricName): number {
    return this.#metrics[this.#index(cell, seed) * metricNames.length + metricNames.indexOf(name)]!;
  }

  outcome(cell: SweepCell, seed: number): Outcome {
    return outcomes[this.#outcomes[this.#index(cell, seed)]!]!;
  }

  answer(cell: SweepCell, seed: number): Answer {
    return answers[this.#answers[this.#index(cell, seed)]!]!;
  }

  /** Decision logits of the cell's first model on the thumbnails' grid. */
  grid({ column, row }: SweepCell): Float32Array | undefined {
    return this.#grids[row * this.columns + column];
  }

  /** Every cell, row by row from the smallest values. */
  *cells(): Generator<SweepCell> {
    for (let row = 0; row < this.rows; row++)
      for (let column = 0; column < this.columns; column++) yield { column, row };
  }

  #index({ column, row }: SweepCell, seed: number): number {
    return (seed * this.rows + row) * this.columns + column;
  }
}

/** A network with one answer has logits of one sign on the whole grid, which holds all samples. */
function answerOf(logits: Float32Array | null): Answer {
  if (logits === null || logits.length === 0) return "both";
  let [yes, no] = [false, false];
  for (const logit of logits) {
    if (logit > 0) yes = true;
    else no = true;
    if (yes && no) return "both";
  }
  return yes ? "yes" : "no";
}

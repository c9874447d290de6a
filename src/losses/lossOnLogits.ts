import { createEvaluator, type Evaluator, type Graph, type ParameterValues } from "../language";
import type { LossDefinition } from "./definition";
import { labelColumns } from "./labelColumns";

/**
 * Value, slope (d value / d logit) and curvature (d² value / d logit²) per point: [count]. Views;
 * the next call overwrites them.
 */
export interface PointwiseLoss {
  value: Float64Array;
  slope: Float64Array;
  curvature: Float64Array;
}

/** What `LossOnLogits` evaluates: plain data, made by `logitGraphs`. */
export interface LogitGraphs {
  /** Outputs `value`, `slope` and `curvature`, per sample. */
  curves: Graph;
  /** Output `slope` alone, for many samples per step: the curvature would be most of the work. */
  slope: Graph;
  /** Output `gradient`, for a loss that is one number for the whole batch. */
  batchGradient: Graph | null;
}

/**
 * A loss as a function of the logit and of labels 0 and 1, whatever form the source expects, one
 * sample at a time. Curves, tables and each sample's pull are drawn from it.
 */
export class LossOnLogits {
  readonly #evaluator: Evaluator;
  readonly #slope: Evaluator;
  /** The values of the target columns for each label. */
  readonly #labels: readonly (readonly number[])[];
  #targets: Float64Array[];
  /** For a loss that is one number for the whole batch: the program of its gradient. */
  readonly #batch: Evaluator | undefined;

  constructor({ labels }: Pick<LossDefinition, "labels">, { curves, slope, batchGradient }: LogitGraphs) {
    this.#evaluator = createEvaluator(curves, Float64Array);
    this.#slope = createEvaluator(slope, Float64Array);
    if (batchGradient !== null) this.#batch = createEvaluator(batchGradient, Float64Array);
    this.#labels = labelColumns(labels, 2);
    this.#targets = this.#labels[0]!.map(() => new Float64Array(0));
  }

  /** Whether a sample's contribution depends on the other samples of its batch. */
  get ofBatch(): boolean {
    return this.#batch !== undefined;
  }

  /**
   * count · ∂L/∂z per point, with all points in one batch: [count]. For a mean over samples this is
   * each sample's own slope.
   */
  slopes(logits: Float64Array, labels: ArrayLike<number> | number, parameters: ParameterValues): Float64Array {
    const count = logits.length;
    const targets = this.#targetColumns(labels, count);
    if (this.#batch === undefined) {
      return this.#slope.evaluate({ predictions: [logits], targets, count, parameters }).slope as Float64Array;
    }
    const gradient = this.#batch.evaluate({ predictions: [logits], targets, count, parameters }).gradient;
    return (gradient as Float64Array).map((slope) => count * slope);
  }

  /** `labels`: one label for all points, or one for each (1 for a positive). */
  at(logits: Float64Array, labels: ArrayLike<number> | number, parameters: ParameterValues): PointwiseLoss {
    const count = logits.length;
    const targets = this.#targetColumns(labels, count);
    const result = this.#evaluator.evaluate({ predictions: [logits], targets, count, parameters });
    return {
      value: result.value as Float64Array,
      slope: result.slope as Float64Array,
      curvature: result.curvature as Float64Array,
    };
  }

  #targetColumns(labels: ArrayLike<number> | number, count: number): readonly Float64Array[] {
    if (this.#targets[0]!.length < count) this.#targets = this.#targets.map(() => new Float64Array(count));
    for (const [column, values] of this.#targets.entries()) {
      for (let i = 0; i < count; i++) {
        const label = typeof labels === "number" ? labels : labels[i]!;
        values[i] = this.#labels[label === 1 ? 1 : 0]![column]!;
      }
    }
    return this.#targets;
  }
}

import { createEvaluator, type Evaluator, keepOutputs, type LossProgram, type ParameterValues } from "../language";
import type { LossDefinition } from "./definition";
import { labelColumns, lossOnLogit } from "./onNetwork";

/** Value, slope (d value / d logit) and curvature (d² value / d logit²) of each point: [count]. Views that the next call overwrites. */
export interface PointwiseLoss {
  value: Float64Array;
  slope: Float64Array;
  curvature: Float64Array;
}

/**
 * A loss as the network meets it: a function of the logit and of labels 0 and 1, whatever the source expects, one sample at a time. What
 * curves, tables and each sample's pull are drawn from.
 */
export class LossOnLogits {
  readonly #evaluator: Evaluator;
  /** For each label the values of its target columns. */
  readonly #labels: readonly (readonly number[])[];
  #targets: Float64Array[];

  constructor(definition: Pick<LossDefinition, "prediction" | "labels">, program: LossProgram) {
    const { sample } = lossOnLogit(definition, program);
    this.#evaluator = createEvaluator(keepOutputs(sample, "value", "slope", "curvature"), Float64Array);
    this.#labels = labelColumns(definition.labels, 2);
    this.#targets = this.#labels[0]!.map(() => new Float64Array(0));
  }

  /** `labels`: one for all points, or one for each (1 for a positive). */
  at(logits: Float64Array, labels: ArrayLike<number> | number, parameters: ParameterValues): PointwiseLoss {
    const count = logits.length;
    if (this.#targets[0]!.length < count) this.#targets = this.#targets.map(() => new Float64Array(count));
    for (const [column, values] of this.#targets.entries()) {
      for (let i = 0; i < count; i++) {
        const label = typeof labels === "number" ? labels : labels[i]!;
        values[i] = this.#labels[label === 1 ? 1 : 0]![column]!;
      }
    }
    const result = this.#evaluator.evaluate({ predictions: [logits], targets: this.#targets, count, parameters });
    return {
      value: result.value as Float64Array,
      slope: result.slope as Float64Array,
      curvature: result.curvature as Float64Array,
    };
  }
}

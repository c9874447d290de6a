import {
  createEvaluator,
  type Evaluator,
  keepOutputs,
  type LossProgram,
  onLogit,
  type ParameterValues,
} from "../language";
import type { LossDefinition } from "./definition";

/** Value and slope (d value / d logit) of each point: [count]. Views that the next call overwrites. */
export interface PointwiseLoss {
  value: Float64Array;
  slope: Float64Array;
}

/**
 * A loss as the network meets it: a function of the logit and of labels 0 and 1, whatever the source expects, one sample at a time. What
 * curves, tables and each sample's pull are drawn from.
 */
export class LossOnLogits {
  readonly #evaluator: Evaluator;
  readonly #negativeLabel: number;
  #targets = new Float64Array(0);

  constructor(definition: Pick<LossDefinition, "prediction" | "labels">, program: LossProgram) {
    const { sample } = definition.prediction === "probability" ? onLogit(program) : program;
    this.#evaluator = createEvaluator(keepOutputs(sample, "value", "slope"), Float64Array);
    this.#negativeLabel = definition.labels === "zero-one" ? 0 : -1;
  }

  /** `labels`: one for all points, or one for each (1 for a positive). */
  at(logits: Float64Array, labels: ArrayLike<number> | number, parameters: ParameterValues): PointwiseLoss {
    const count = logits.length;
    if (this.#targets.length < count) this.#targets = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const label = typeof labels === "number" ? labels : labels[i];
      this.#targets[i] = label === 1 ? 1 : this.#negativeLabel;
    }
    const result = this.#evaluator.evaluate({ prediction: logits, target: this.#targets, count, parameters });
    return { value: result.value as Float64Array, slope: result.slope as Float64Array };
  }
}

import {
  createEvaluator,
  type Evaluator,
  type FloatArray,
  type FloatArrayConstructor,
} from "../../language/evaluate/evaluator";
import type { OptimizerRule } from "../../optimizers";
import { type OptimizerUpdate, optimizerUpdate } from "../../optimizers/update";

/** State vectors by name, [parameterCount] each. */
export type OptimizerState = Readonly<Record<string, FloatArray>>;

/** [parameterCount] each. `parameters` and `state` are overwritten by an update. */
export interface OptimizedVectors {
  parameters: FloatArray;
  /** The objective's gradient: includes the penalties, but not weight decay. */
  gradient: FloatArray;
  rate: FloatArray;
  decay: FloatArray;
  state: OptimizerState;
}

/**
 * An optimiser over vectors of one precision. It always computes in float64; only what it stores is
 * rounded.
 */
export class ArrayOptimizer {
  readonly #update: OptimizerUpdate;
  readonly #evaluator: Evaluator;

  constructor(rule: OptimizerRule) {
    this.#update = optimizerUpdate(rule);
    this.#evaluator = createEvaluator(this.#update.graph, Float64Array);
  }

  /** The state before the first step. */
  createState(parameterCount: number, Float: FloatArrayConstructor): OptimizerState {
    const { state } = this.#update;
    return Object.fromEntries(
      Object.entries(state).map(([name, start]) => [name, new Float(parameterCount).fill(start)]),
    );
  }

  /** Takes one step; `scalars` are the step's (`StepScalars`). */
  step(
    scalars: Readonly<Record<string, number>>,
    { parameters, gradient, rate, decay, state }: OptimizedVectors,
  ): void {
    const after = this.#evaluator.evaluate({
      predictions: [],
      targets: [],
      vectors: { ...state, parameter: parameters, gradient, rate, decay },
      count: parameters.length,
      parameters: { ...this.#update.settings, ...scalars },
    });
    parameters.set(after.parameter as FloatArray);
    for (const [name, vector] of Object.entries(state)) vector.set(after[name] as FloatArray);
  }
}

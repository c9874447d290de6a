import {
  createEvaluator,
  type Evaluator,
  type FloatArray,
  type FloatArrayConstructor,
} from "../../language/evaluate/evaluator";
import { withNumbers } from "../../language/passes/knownNumbers";
import type { OptimizerRule } from "../../optimizers";
import { type OptimizerUpdate, optimizerUpdate } from "../../optimizers/update";

/** What an update reads, [parameterCount] each: these vectors and the state vectors by name. */
export interface OptimizedVectors extends Readonly<Record<string, FloatArray>> {
  /** Overwritten by a step, as are the state vectors. */
  parameter: FloatArray;
  /** The objective's gradient: includes the penalties, but not weight decay. */
  gradient: FloatArray;
  rate: FloatArray;
  decay: FloatArray;
}

/**
 * An optimiser over vectors of one precision. It always computes in float64; only what it stores is
 * rounded.
 */
export class ArrayOptimizer {
  readonly #state: OptimizerUpdate["state"];
  readonly #evaluator: Evaluator;

  constructor(rule: OptimizerRule) {
    const { graph, settings, state } = optimizerUpdate(rule);
    this.#state = state;
    this.#evaluator = createEvaluator(withNumbers(graph, settings), Float64Array);
  }

  /** The state vectors before the first step, by name. */
  createState(parameterCount: number, Float: FloatArrayConstructor): Readonly<Record<string, FloatArray>> {
    return Object.fromEntries(
      Object.entries(this.#state).map(([name, start]) => [name, new Float(parameterCount).fill(start)]),
    );
  }

  /** Takes one step; `scalars` are the step's (`StepScalars`). */
  step(scalars: Readonly<Record<string, number>>, vectors: OptimizedVectors): void {
    const after = this.#evaluator.evaluate({
      predictions: NONE,
      targets: NONE,
      vectors,
      count: vectors.parameter.length,
      parameters: scalars,
    });
    for (const name in after) vectors[name]!.set(after[name] as FloatArray);
  }
}

const NONE: readonly FloatArray[] = [];

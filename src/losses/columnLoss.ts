import { columnOutput, createEvaluator, type Evaluator, type LossProgram, type ParameterValues } from "../language";

/**
 * Per point: the loss and its derivative with respect to each prediction column. Views of length
 * count; the next call overwrites them.
 */
export interface ColumnLossValues {
  value: Float64Array;
  gradients: readonly Float64Array[];
}

/**
 * A loss of several columns (class scores, vector coordinates), one sample at a time. The geometric
 * pictures are drawn from it.
 */
export class ColumnLoss {
  readonly program: LossProgram;
  readonly #evaluator: Evaluator;

  constructor(program: LossProgram) {
    this.program = program;
    this.#evaluator = createEvaluator(program.sample, Float64Array);
  }

  /**
   * `predictions` [predictionColumns][count] and `targets` [targetColumns][count] in the order of
   * `program.inputs`.
   */
  at(
    predictions: readonly Float64Array[],
    targets: readonly Float64Array[],
    parameters: ParameterValues,
  ): ColumnLossValues {
    const count = predictions[0]?.length ?? 0;
    const result = this.#evaluator.evaluate({ predictions, targets, count, parameters });
    return {
      value: result.value as Float64Array,
      gradients: predictions.map((_, column) => result[columnOutput("slope", column)] as Float64Array),
    };
  }
}

/** Contract of the WGSL target; see `emitWgsl`. */
import type { Graph, ParameterValues } from "./graph";

/** One sweep over the samples of a batch. */
export interface WgslPass {
  /**
   * Statements that may read `prediction: f32` and `target_value: f32` (this sample's), `batch_size: f32`, `uniform_0…` and the results of
   * earlier passes.
   */
  readonly statements: string;
  /** Sums (or extremes) over the batch of an expression over this pass's names; `result` is an f32 for the passes after it. */
  readonly reductions: readonly {
    readonly kind: "sum" | "max" | "min";
    readonly expression: string;
    readonly result: string;
  }[];
}

/**
 * The loss's value and gradient as WGSL. A kernel runs the passes in order, reduces each one's expressions over the batch, and evaluates
 * the outputs: `gradient` per sample inside the last pass, `objective` once after it.
 */
export interface WgslLoss {
  /** Declarations of the functions the statements call. */
  readonly functions: string;
  /** How many per-model numbers the kernel must bind as `uniform_0…`: everything that depends on parameters alone. */
  readonly uniformCount: number;
  /** Their values, in float64, on the host. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  readonly passes: readonly WgslPass[];
  /** f32 expression, valid inside the last pass: d objective / d prediction of this sample. */
  readonly gradient: string;
  /** f32 expression over uniforms, batch_size and all reductions, valid after the last pass. */
  readonly objective: string;
}

export function emitWgsl(_graph: Graph): WgslLoss {
  throw new Error("later");
}

import type { Graph } from "./graph";
import type { KeyedGraph } from "./keyedGraph";
import type { Notation } from "./notation";
import type { Reading } from "./reading";

/**
 * The value of a loss parameter. Numbers, alone or in a list, are sliders; booleans, strings and
 * null are choices.
 */
export type ParameterValue = number | boolean | string | null | readonly number[];

export function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}

/** The name of one element of a list: `weight[0]`. */
export function elementName(name: string, index: number): string {
  return `${name}[${index}]`;
}

/** One keyword of the function or of `__init__`. */
export interface LossParameter {
  readonly name: string;
  /** `undefined` if the source gives no default: the caller must give a value. */
  readonly default: ParameterValue | undefined;
}

/**
 * A tensor that the loss takes, and its columns: a sample's values along `shape`, row-major, each a
 * [batch] leaf of the graphs.
 */
export interface ProgramInput {
  /** Its name in the source. */
  readonly name: string;
  /** Whether its columns are predictions, which have a gradient, or targets. */
  readonly differentiable: boolean;
  /** Literal sizes next to the batch: [] for one number per sample, [3] for three classes. */
  readonly shape: readonly number[];
  /** Index of its first column, among the predictions or among the targets. */
  readonly firstColumn: number;
}

/**
 * The graph output that belongs to one column: `gradient` for the first, then `gradient1`,
 * `gradient2` …
 */
export type ColumnOutput = "gradient" | "slope" | "element";
export function columnOutput(name: ColumnOutput, column: number): string {
  return column === 0 ? name : `${name}${column}`;
}

/**
 * A branch that was taken because of a number's value (`if alpha >= 0`). The program is valid only
 * while the condition's result stays the same. `programFits` checks this; if it fails after a
 * parameter change, compile again.
 */
export interface Guard {
  /** A graph with one scalar output, `condition`, over parameters only. */
  readonly condition: Graph;
  readonly outcome: boolean;
}

/**
 * The loss as the source writes it, before any rewriting, for the typeset formula: which nodes have
 * names, and in which order they were assigned.
 */
export interface Formula {
  /**
   * Outputs: `result`, the loss of one sample where the source reduces over samples, else the
   * whole.
   */
  readonly graph: Graph;
  /**
   * The source's local names in the order of their last values: one node, or one for each element.
   */
  readonly names: readonly { readonly name: string; readonly nodes: readonly number[] }[];
  /** Notations: sums, softmax and norms over columns. */
  readonly notations: readonly Notation[];
  /** The tensors' names in the source. */
  readonly inputs: readonly ProgramInput[];
}

/**
 * A compiled loss, ready to be evaluated, trained and drawn. Plain data: it is posted between
 * worker and page as it is.
 */
export interface LossProgram {
  /** The name of the function or class. */
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly inputs: readonly ProgramInput[];
  /** Number of columns of all differentiable inputs together. */
  readonly predictionColumns: number;
  /** Number of columns of all other inputs together. */
  readonly targetColumns: number;
  /**
   * Number of elements of one sample's loss before any reduction: more than 1 for an elementwise
   * loss over several columns.
   */
  readonly elementColumns: number;
  /** Values of the parameters that are not numbers, fixed when the source was compiled. */
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  /**
   * How the source reduces over the batch. `batch`: one number that is not a sum over samples
   * (Dice).
   */
  readonly reduction: "mean" | "sum" | "batch" | "none";
  /**
   * Whether the mean divides by a sum over the batch (torch's weighted mean, output `divisor`)
   * instead of the number of samples.
   */
  readonly weighted: boolean;
  /** Whether each sample's gradient depends only on that sample (and on the batch size). */
  readonly pointwise: boolean;
  /**
   * The loss over a whole batch. Outputs: `objective` [] (an unreduced loss is averaged);
   * `perSample` [batch] (the loss before the source's own reduction, if `reduction` is mean, sum or
   * none); for each prediction column `gradient` [batch], the derivative of the objective with
   * respect to it; and, if the loss has several elements per sample, `element` [batch] for each.
   * Names of columns: `columnOutput`.
   */
  readonly batch: KeyedGraph;
  /**
   * The loss of single samples, each a batch of its own, for curves and tables. It is evaluated at
   * any number of points at once. Outputs, one value per point: `value`, for each prediction column
   * `slope` (d value / d prediction), and, if there is only one, `curvature` (d² value / d
   * prediction²).
   */
  readonly sample: Graph;
  readonly guards: readonly Guard[];
  readonly formula: Formula;
  /**
   * Codes of where this program knowingly does better than torch (see passes/stabilise.ts), for the
   * reader of its source; usually empty.
   */
  readonly notes: readonly string[];
  /** What the source was read as; absent for a program that was made from no text. */
  readonly reading?: Reading;
}

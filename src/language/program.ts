import type { Graph } from "./graph";
import type { Notation } from "./notation";

/** What a parameter of a loss may be set to. Numbers, alone or in a list, are sliders; booleans, strings and null are choices. */
export type ParameterValue = number | boolean | string | null | readonly number[];

export function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}

/** How one number of a list is called: `weight[0]`. */
export function elementName(name: string, index: number): string {
  return `${name}[${index}]`;
}

/** One keyword of the function or of `__init__`. */
export interface LossParameter {
  readonly name: string;
  /** `undefined` where the source gives none: the caller must. */
  readonly default: ParameterValue | undefined;
}

/** One tensor that the loss takes, and the columns it fills: a sample's values along `shape`, row-major, each a [batch] leaf of the graphs. */
export interface ProgramInput {
  /** What the source calls it. */
  readonly name: string;
  /** Whether its columns are predictions, which have a gradient, or targets. */
  readonly differentiable: boolean;
  /** Literal sizes beside the batch: [] for one number a sample, [3] for three classes. */
  readonly shape: readonly number[];
  /** Number of its first column, among the predictions or among the targets. */
  readonly firstColumn: number;
}

/** The output of a graph that belongs to one column: `gradient` of the first, then `gradient1`, `gradient2` … */
export type ColumnOutput = "gradient" | "slope" | "element";
export function columnOutput(name: ColumnOutput, column: number): string {
  return column === 0 ? name : `${name}${column}`;
}

/**
 * A branch that was taken because of the value of a number (`if alpha >= 0`). The program is right only while the outcome is the same;
 * `programFits` asks, and whoever changes a parameter compiles again when it does not.
 */
export interface Guard {
  /** A graph with one scalar output, `condition`, over parameters alone. */
  readonly condition: Graph;
  readonly outcome: boolean;
}

/**
 * The loss as the source writes it, before any rewriting, for the typeset formula: which nodes have names, and in which order they were given.
 */
export interface Formula {
  /** Outputs: `result`, the loss of one sample where the source reduces over samples, else the whole. */
  readonly graph: Graph;
  /** The source's local names in the order of their last values: one node, or one for each element. */
  readonly names: readonly { readonly name: string; readonly nodes: readonly number[] }[];
  /** What nodes are together: sums, softmax, norms over columns. */
  readonly notations: readonly Notation[];
  /** What the source calls its tensors. */
  readonly inputs: readonly ProgramInput[];
}

/**
 * A loss, ready to be evaluated, trained and drawn. Plain data: it crosses from the worker to the page as it is.
 */
export interface LossProgram {
  /** The name of the function or class. */
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly inputs: readonly ProgramInput[];
  /** Columns of all differentiable inputs together. */
  readonly predictionColumns: number;
  /** Columns of all others together. */
  readonly targetColumns: number;
  /** How many elements one sample's loss has before any reduction: 1, or more where an elementwise loss is taken over several columns. */
  readonly elementColumns: number;
  /** Values of the parameters that are no numbers: fixed when the source was read. */
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  /** How the source reduces over the batch; `batch`: one number that is no sum over samples (Dice). */
  readonly reduction: "mean" | "sum" | "batch" | "none";
  /** Whether the mean divides by a sum over the batch (torch's weighted mean), not by the number of samples; it is the output `divisor`. */
  readonly weighted: boolean;
  /** Whether each sample's gradient depends on that sample alone (and on the batch size). */
  readonly pointwise: boolean;
  /**
   * Over a whole batch. Outputs: `objective` [] (an unreduced loss is averaged), `perSample` [batch] (the loss before the source's own
   * reduction: present where `reduction` is mean, sum or none), for each prediction column `gradient` [batch], of the objective with respect
   * to it, and where the loss has several elements a sample, `element` [batch] for each. Names of columns: `columnOutput`.
   */
  readonly batch: Graph;
  /**
   * One sample at a time, as a batch of one, for curves and tables. Outputs, all [batch] over however many points are asked for:
   * `value`, for each prediction column `slope` (d value / d prediction), and where there is only one, `curvature` (d² value / d prediction²).
   */
  readonly sample: Graph;
  readonly guards: readonly Guard[];
  readonly formula: Formula;
  /** Codes of where this program knowingly does better than torch (`log-space-power`: a limit instead of NaN); empty in most. */
  readonly notes: readonly string[];
}

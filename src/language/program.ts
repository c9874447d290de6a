import type { Graph, ParameterValues } from "./graph";

/** What a parameter of a loss may be set to. Numbers are sliders; booleans, strings and null are choices. */
export type ParameterValue = number | boolean | string | null;

/** One keyword of the function or of `__init__`. */
export interface LossParameter {
  readonly name: string;
  /** `undefined` where the source gives none: the caller must. */
  readonly default: ParameterValue | undefined;
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

/** One line of the typeset formula: `symbol = latex`. The last line is the loss itself. */
export interface FormulaLine {
  /** LaTeX of the left side, e.g. `p_t`; of the last line the loss's name. */
  readonly symbol: string;
  /** LaTeX of the right side in symbols. Parameters are wrapped in `\htmlClass{parameter}{…}`. */
  readonly latex: string;
}

/**
 * A loss, ready to be evaluated, trained and drawn. Plain data: it crosses from the worker to the page as it is.
 */
export interface LossProgram {
  /** The name of the function or class. */
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  /** How the source reduces over the batch; `batch`: one number that is no sum over samples (Dice). */
  readonly reduction: "mean" | "sum" | "batch" | "none";
  /** Whether each sample's gradient depends on that sample alone (and on the batch size). */
  readonly pointwise: boolean;
  /**
   * Over a whole batch. Outputs: `objective` [] (an unreduced loss is averaged), `perSample` [batch] (the loss before the source's own
   * reduction: present where `reduction` is mean, sum or none), `gradient` [batch], of the objective with respect to the prediction.
   */
  readonly batch: Graph;
  /**
   * One sample at a time, as a batch of one, for curves and tables. Outputs, all [batch] over however many points are asked for:
   * `value`, `slope` (d value / d prediction), `curvature` (d² value / d prediction²).
   */
  readonly sample: Graph;
  readonly guards: readonly Guard[];
  readonly formula: readonly FormulaLine[];
  /** Sentences on where this program knowingly differs from torch (a limit instead of NaN); empty in most. */
  readonly notes: readonly string[];
}

export type { Graph, ParameterValues };

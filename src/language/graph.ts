/**
 * The expression graph: what a loss *is* once its source has been compiled. Every other form
 * (value, derivative, WGSL, LaTeX) is a walk over it.
 *
 * Plain data in topological order (an input's id is always smaller than its user's), so that it can
 * be posted between threads as it is.
 */

/**
 * `batch` is known only when the loss is evaluated; numbers are literal sizes, fixed when the
 * source is compiled.
 */
export type Dim = "batch" | number | FlatDim;
/**
 * Several values of every sample in one dimension: `batch*3` is what remains of [batch, 3] after
 * `.view(-1)`. Only tensors of a source have it; the nodes of a graph do not.
 */
export type FlatDim = `batch*${number}`;
/**
 * The shape of a node: `[]` is a number, `["batch"]` one value per sample. A tensor of the source
 * with more dimensions is several nodes (`values.ts`).
 */
export type Shape = readonly Dim[];

export type NodeId = number;

export type LeafOp =
  | "constant"
  | "parameter"
  | "prediction"
  | "target"
  /** One value per sample, under a name: for an optimiser, whose samples are the weights. */
  | "vector"
  | "batchSize";

export type UnaryOp =
  | "neg"
  | "abs"
  | "sign"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sqrt"
  | "sin"
  | "cos"
  | "tanh"
  | "atan"
  | "floor"
  | "ceil"
  | "round"
  /** 1 / (1 + e^-x) */
  | "sigmoid"
  /** log(1 + e^x), without overflow */
  | "softplus"
  /** max(x, 0), derivative 0 at 0 */
  | "relu"
  /** 1 where the input is 0, else 0 */
  | "not"
  /** The identity, but no derivative flows through it. */
  | "detach"
  /** Broadcasts a number to one value per sample: the only operation that turns [] into [batch]. */
  | "spread";

export type BinaryOp =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  /**
   * Maximum and minimum of two tensors. At a tie each side gets half of the derivative, as in
   * torch.
   */
  | "maximum"
  | "minimum"
  /** clamp(x, min) and clamp(x, max). At a tie the derivative goes to x, as in torch. */
  | "clampMin"
  | "clampMax"
  | "logaddexp"
  | "atan2"
  /** Python's modulo: the result has the sign of the divisor. */
  | "mod"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "eq"
  | "ne"
  | "and"
  | "or"
  /**
   * torch's binary_cross_entropy(p, y): logs clamped at −100, gradient (p − y) / max(p(1 − p),
   * 1e−12).
   */
  | "bce";

/** Operations with two inputs, value and key, that couple the samples. */
export type RankOp =
  /**
   * For each sample, the sum of `value` over all samples up to it in descending order of `key`
   * (ties in the batch's order): torch's sort, gather and cumsum, scattered back to the samples'
   * own order. No derivative flows through the key.
   */
  | "cumulate"
  /** The same sum from the sample to the end; the derivative of `cumulate` needs it. */
  | "cumulateBack";

/** `where(condition, a, b)`: inputs are condition, a, b. */
export type TernaryOp = "select";

/** Reductions over the batch; one input. `mean` is sum / batchSize. */
export type ReduceOp = "sum" | "max" | "min";

export type Op = LeafOp | UnaryOp | BinaryOp | TernaryOp | ReduceOp | RankOp;

export interface GraphNode {
  readonly op: Op;
  readonly inputs: readonly NodeId[];
  readonly shape: Shape;
  /** The value of a `constant`. Comparisons and logic give 1 and 0. */
  readonly value?: number;
  /** The name of a `parameter` or a `vector`; for a `select`, see `GraphBuilder.select`. */
  readonly name?: string;
  /** The column of a `prediction` or `target`; absent for the first. */
  readonly column?: number;
}

/** A directed acyclic graph with named outputs. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly outputs: Readonly<Record<string, NodeId>>;
}

export type ParameterValues = Readonly<Record<string, number>>;

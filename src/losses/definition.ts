/** What a loss file says about a loss, in addition to its source. */
import type { ParameterValue } from "../language";
import type { TensorLoss } from "./tensor";

/**
 * What the loss takes as its prediction. The page's network can provide the first four: σ(z) or z
 * of its one output, or, with one output per class, the outputs themselves or their log-softmax. It
 * cannot provide the others; the card says what they are for.
 */
export type PredictionKind =
  | "probability"
  | "logit"
  | "class-logits"
  | "class-log-probabilities"
  /** A positive rate, or its logarithm. */
  | "rate"
  /** The logarithm of a positive mean. */
  | "log-mean"
  /** A mean and a variance for each sample. */
  | "mean-and-variance"
  /** A distance that is 0 or more. */
  | "distance"
  /** Two scores to put in order. */
  | "score-pair"
  /** Two or three vectors. */
  | "vectors"
  /** Log-probabilities of a distribution. */
  | "log-distribution"
  /** A distribution over symbols for each time step. */
  | "sequence"
  /** Features, which the loss's own weights turn into class scores. */
  | "features";

/**
 * How the loss expects a sample's label: 0 and 1, −1 and 1, the class number, one-hot, or a list of
 * the true labels that ends with −1. The experiment cannot provide the others: a real number (any,
 * above 0, or 0 and more), a probability per class, a sequence of symbols, no label because the
 * order of the inputs says it (anchor, positive, negative), or none at all.
 */
export type LabelSet =
  | "zero-one"
  | "plus-minus-one"
  | "class-index"
  | "one-hot"
  | "label-list"
  | "number"
  | "positive"
  | "not-negative"
  | "distribution"
  | "symbols"
  | "input-order"
  | "none";

/**
 * What a loss takes, where that is more than the page gives it: a regression loss takes any number
 * and gets a probability, cross entropy takes soft labels and gets 0 and 1.
 */
export interface Accepted {
  prediction?: "number" | "number-above-minus-one";
  labels?: "number" | "number-above-minus-one" | "soft" | "soft-one-hot" | "class-index-or-distribution";
}

export type LossTask =
  | "imbalanced"
  | "binary"
  | "noisy-labels"
  | "margin"
  | "classes"
  | "regression"
  | "ranking"
  | "embedding"
  | "distribution"
  | "sequence";

/** Which picture is shown next to the curves, or instead of them. */
export type LossPictureKind =
  /** Curves only: each sample's loss is a function of one number. */
  | "curve"
  /** Groups of bars whose sums make up the loss: one number for the whole batch. */
  | "batch"
  | "simplex"
  | "vectors"
  | "scores"
  | "distributions"
  | "lattice"
  | "clusters"
  /** No picture: the card explains the loss. */
  | "none";

/** A value marked with a tick under a slider: a number, or a number computed from the data. */
export interface Landmark {
  /**
   * `negative-share` is N⁻/N, the inverse class frequency as an α; `negatives-per-positive` is
   * N⁻/N⁺; `negatives` and `positives` are N⁻ and N⁺.
   */
  value: number | "negative-share" | "negatives-per-positive" | "negatives" | "positives";
  /** The word that names it (text key `landmark.…`). */
  label:
    | "crossEntropy"
    | "paper"
    | "tutorial"
    | "equal"
    | "inData"
    | "inverseFrequency"
    | "torch"
    | "keras"
    | "squaredError"
    | "pseudoHuber"
    | "cauchy"
    | "gemanMcClure";
}

/** How a numeric parameter is shown. Its name, default and order come from the source. */
export interface Slider {
  /** LaTeX of its symbol, e.g. `\\gamma`. */
  symbol: string;
  min: number;
  max: number;
  step: number;
  scale?: "linear" | "log";
  landmarks?: readonly Landmark[];
  /** Values for which the weight chart draws a family of curves. */
  family?: readonly number[];
  /** The value at which the parameter has no effect; "who drives the gradient" compares with it. */
  neutral?: number;
}

/**
 * The value of a number among a loss's parameters, with an element of a list as `weight[0]`; NaN if
 * it is not a number.
 */
export type NumberOf = (name: string) => number;

/** A tensor argument of the source, by name. */
export interface LossInput {
  name: string;
  /** Whether the loss is differentiable with respect to it. */
  differentiable: boolean;
  /**
   * Its second dimension, next to the batch: one number per sample, one per class, or one per
   * feature of a vector.
   */
  per: "sample" | "class" | "feature";
}

export interface Citation {
  text: string;
  doi?: string;
  arxiv?: string;
  url?: string;
}

export interface LossDefinition {
  id: string;
  task: LossTask;
  /** Other names under which people search for it. */
  aliases?: readonly string[];
  /** Its name in torch, if torch has it: `nn.BCELoss`. */
  torch?: string;
  /** torch's defaults where the source has others; undefined where torch has none. */
  torchDefaults?: Readonly<Record<string, ParameterValue | undefined>>;
  /** Whether torch's class has weights of its own, which its construction draws at random. */
  ownWeights?: true;
  prediction: PredictionKind;
  labels: LabelSet;
  /** If it takes more than `prediction` and `labels` say, which are what the page gives it. */
  accepts?: Accepted;
  /** Defaults to `curve`. */
  view?: LossPictureKind;
  /**
   * The source's tensors in argument order. Defaults to its first two: the prediction (one number
   * per sample, or one per class, as `prediction` says) and the target (as `labels` says).
   */
  inputs?: readonly LossInput[];
  /**
   * Its name among the reference values from PyTorch (`test/fixtures/golden/losses.json`). Losses
   * that are tested by closed forms only have none.
   */
  golden?: string;
  /** Whether the source takes the limit at points where torch's plain form has a NaN gradient. */
  takesLimits?: true;
  /** PyTorch source: the only place where the loss is written. */
  source: string;
  /**
   * For a loss that cannot be a graph over columns (CTC's recursion, adaptive softmax's clusters):
   * its values and gradients, loaded on first use. `source` is then the PyTorch call, to be read
   * and copied; parameters and inputs are the module's.
   */
  module?: () => Promise<TensorLoss>;
  /**
   * The parameter that sets how much a positive counts: its share α (a negative then has 1 − α), or
   * its ratio to a negative. The theoretical optimum depends on it.
   */
  positiveWeight?: { parameter: string; as: "share" | "ratio" };
  /**
   * How many times as much a positive counts as a negative at p = ½, where the loss decides, if no
   * single parameter says it: minus the ratio of the loss's slopes there. The theoretical optimum
   * depends on it.
   */
  classRatio?: (numberOf: NumberOf) => number;
  /**
   * Its values may be below 0: a likelihood without what the label alone decides, a logarithm of a
   * variance, a similarity, a divergence term by term.
   */
  mayBeNegative?: true;
  /** Sliders by parameter; an element of a list is `name[0]`. */
  sliders: Readonly<Record<string, Slider>>;
  /** Parameters that are no numbers, and what they may be set to. */
  choices?: Readonly<Record<string, readonly ParameterValue[]>>;
  /**
   * Parameters that are lists with one number for each class: they grow with the classes, by
   * repeating their last default.
   */
  perClass?: readonly string[];
  /**
   * Parameters that are lists with one number for each label, where torch takes a number for each
   * element: an element has that of its label.
   */
  perLabel?: readonly string[];
  cite?: Citation;
}

/** What a loss file states: a loss without numeric parameters omits `sliders`. */
type StatedLoss = Omit<LossDefinition, "sliders"> & Partial<Pick<LossDefinition, "sliders">>;

/** The definition as stated, with the literal types of its id and of the names of its sliders. */
export function defineLoss<const Stated extends StatedLoss>(stated: Stated): Stated & WithSliders<Stated> {
  return { sliders: {}, ...stated } as Stated & WithSliders<Stated>;
}

type WithSliders<Stated extends StatedLoss> = Stated["sliders"] extends LossDefinition["sliders"]
  ? Pick<LossDefinition, never>
  : { sliders: Readonly<Record<never, Slider>> };

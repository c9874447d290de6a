/** What a loss file says about a loss beside its source. */
import type { ParameterValue } from "../language";
import type { TensorLoss } from "./tensor";

/**
 * What the loss takes as its prediction. The first four are what a network on the rings can give: σ(z) or z of one output, or, of one output
 * per class, the outputs themselves or their log-softmax. The others fit no network here, and the card says what they do fit.
 */
export type PredictionKind =
  | "probability"
  | "logit"
  | "class-logits"
  | "class-log-probabilities"
  /** A positive rate, or its logarithm. */
  | "rate"
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
  /** One distribution over symbols for each moment. */
  | "sequence"
  /** Features, which the loss's own weights turn into classes. */
  | "features";

/**
 * How the label of a sample is written for the loss: 0 and 1, −1 and 1, the number of its class, a 1 in its class's place and 0 elsewhere, or a
 * list of the labels that hold, ended by −1. The last four fit no ring: a real number, a probability for each class, a sequence of symbols, or
 * no label at all, because the inputs' order says it (anchor, positive, negative).
 */
export type LabelSet =
  | "zero-one"
  | "plus-minus-one"
  | "class-index"
  | "one-hot"
  | "label-list"
  | "number"
  | "distribution"
  | "symbols"
  | "none";

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

/** Which picture stands beside the curves, or instead of them. */
export type LossPictureKind =
  /** Curves alone: each sample's loss is a function of one number. */
  | "curve"
  /** Sets of bars whose sums make the loss: one number for the whole batch. */
  | "batch"
  | "simplex"
  | "vectors"
  | "scores"
  | "distributions"
  | "lattice"
  | "clusters"
  /** The card explains it. */
  | "none";

/** A value worth a tick under a slider: a number, or what the data say. */
export interface Landmark {
  /** `negative-share` is N⁻/N, the inverse class frequency as an α; `negatives-per-positive` is N⁻/N⁺. */
  value: number | "negative-share" | "negatives-per-positive";
  /** Which word names it (catalogue key `landmark.…`). */
  label:
    | "crossEntropy"
    | "paper"
    | "tutorial"
    | "equal"
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
  /** Values at which the weight chart draws the whole family. */
  family?: readonly number[];
  /** The value at which the parameter does nothing: the step before it in "who drives the gradient". */
  neutral?: number;
}

/** A tensor that the source takes: one of its arguments, by name. */
export interface LossInput {
  name: string;
  /** Whether the loss has a gradient with respect to it. */
  differentiable: boolean;
  /** Beside the batch: one number a sample, one for each class, or one for each feature of a vector. */
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
  /** Other names people search for. */
  aliases?: readonly string[];
  /** The torch name, where torch has it: `nn.BCELoss`. */
  torch?: string;
  prediction: PredictionKind;
  labels: LabelSet;
  /** `curve` where it is left out. */
  view?: LossPictureKind;
  /**
   * The source's tensors in the order of its arguments; where left out, they are its first two: the prediction (one number a sample, or one for
   * each class, as `prediction` says) and the target (as `labels` says).
   */
  inputs?: readonly LossInput[];
  /** Its name among the reference values from PyTorch (`test/fixtures/golden/losses.json`); losses that only our tests' closed forms know have none. */
  golden?: string;
  /** Whether the source takes the limit where its plain form, in torch, has a NaN for its gradient. */
  takesLimits?: true;
  /** PyTorch source: the only place the loss is written. */
  source: string;
  /**
   * For a loss that can be no graph over columns (CTC's recursion, adaptive softmax's clusters): its values and gradients, loaded when first
   * asked for. `source` is then the PyTorch call, to be read and copied; parameters and inputs are the module's.
   */
  module?: () => Promise<TensorLoss>;
  /**
   * The parameter that says how much a positive weighs: its share α beside 1 − α for a negative, or its ratio to a negative. What the theoretical
   * optimum on the rings moves with.
   */
  positiveWeight?: { parameter: string; as: "share" | "ratio" };
  /** By parameter; a number in a list is `name[0]`. */
  sliders: Readonly<Record<string, Slider>>;
  /** Parameters that are no numbers, and what they may be set to. */
  choices?: Readonly<Record<string, readonly ParameterValue[]>>;
  /** Parameters that are lists with one number for each class: they grow with the classes, by repeating their last default. */
  perClass?: readonly string[];
  cite?: Citation;
}

/** Names the fields at the definition's site and keeps the literal id. */
export function defineLoss<const Definition extends LossDefinition>(definition: Definition): Definition {
  return definition;
}

/** What a loss file says about a loss beside its source. */

/** What the network's output must become before the loss sees it: σ(z), or z itself. */
export type PredictionKind = "probability" | "logit";

/** Labels the loss expects for negative and positive. */
export type LabelSet = "zero-one" | "plus-minus-one";

export type LossTask = "imbalanced" | "binary" | "regression" | "margin";

/** A value worth a tick under a slider: a number, or what the data say. */
export interface Landmark {
  /** `negative-share` is N⁻/N, the inverse class frequency as an α; `negatives-per-positive` is N⁻/N⁺. */
  value: number | "negative-share" | "negatives-per-positive";
  /** Which word names it (catalogue key `landmark.…`). */
  label: "crossEntropy" | "paper" | "tutorial" | "equal" | "inverseFrequency" | "torch";
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
  /** Its name among the reference values from PyTorch (`test/fixtures/golden/losses.json`). */
  golden: string;
  /** PyTorch source: the only place the loss is written. */
  source: string;
  sliders: Readonly<Record<string, Slider>>;
  cite?: Citation;
}

/** Names the fields at the definition's site and keeps the literal id. */
export function defineLoss<const Definition extends LossDefinition>(definition: Definition): Definition {
  return definition;
}

import type { LossId } from "../../losses";

/** What a number of an example is: key `pitfall.reading.<name>` of the notes. */
export type ReadingName =
  | "loss"
  | "batchOfOne"
  | "gradient"
  | "gradientPositive"
  | "gradientNegative"
  | "ratio"
  | "weight"
  | "weightHard"
  | "weightEasy"
  | "weightPositive"
  | "weightNegative"
  | "afterSteps"
  | "divergence";

export interface Reading {
  name: ReadingName;
  value: number;
}

/** One of an example's two snippets, and what came out of it. */
export interface PitfallSide {
  /** Python, as it was run. */
  code: string;
  readings: readonly Reading[];
  /** Instead of numbers: why the text could not be read. */
  refusal?: string;
}

/** A number of the example that can be moved. */
export interface PitfallEdge {
  /** LaTeX. */
  symbol: string;
  /** Key `pitfall.edge.<name>` of the notes says what it is. */
  name: "alpha" | "gamma" | "probability" | "weight" | "logit" | "peak" | "decay" | "oneMinusBeta";
  min: number;
  max: number;
  step: number;
  scale?: "linear" | "log";
  start: number;
}

/** A mistake or surprise that people met and reported, with both ways run side by side. Its words: `pitfall.<id>.title`, `.text` of the notes. */
export interface Pitfall {
  id: PitfallId;
  /** Losses whose card shows it. */
  concerns: readonly LossId[];
  /** Where it was reported: `owner/repository#issue`. */
  evidence: readonly string[];
  edge?: PitfallEdge;
  /** What surprises, then what to do instead, both run anew. `edge` is where the slider stands. */
  run: (edge: number) => readonly [PitfallSide, PitfallSide];
}

export type PitfallId =
  | "alpha-class"
  | "gamma-below-one"
  | "gamma-zero"
  | "gamma-factor"
  | "pt-from-log"
  | "weighted-mean"
  | "bce-clamp"
  | "kl-mean"
  | "adam-weight-decay"
  | "class-balanced-beta"
  | "keras-alpha"
  | "focal-missing";

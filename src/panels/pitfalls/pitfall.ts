import type { LossId } from "../../losses";

/** Meaning of an example's number: key `pitfall.reading.<name>` of the notes. */
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

/** One of an example's two snippets, and its results. */
export interface PitfallSide {
  /** Python, exactly as run. */
  code: string;
  readings: readonly Reading[];
  /** Instead of numbers, where the source does not run: the error that Python raises. */
  refusal?: string;
}

/** A number of the example that a slider changes. */
export interface PitfallEdge {
  /** In LaTeX. */
  symbol: string;
  /** Key `pitfall.edge.<name>` of the notes describes it. */
  name: "alpha" | "gamma" | "probability" | "weight" | "logit" | "peak" | "decay" | "oneMinusBeta";
  min: number;
  max: number;
  step: number;
  scale?: "linear" | "log";
  start: number;
}

/**
 * A mistake or surprise that people reported, with the wrong and the right version run side by
 * side. Its texts: `pitfall.<id>.title` and `.text` of the notes.
 */
export interface Pitfall {
  id: PitfallId;
  /** Losses whose card shows this pitfall. */
  concerns: readonly LossId[];
  /** Where it was reported: `owner/repository#issue`. */
  evidence: readonly string[];
  edge?: PitfallEdge;
  /** Runs the surprising version, then the recommended one. `edge` is the slider's value. */
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

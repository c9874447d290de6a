import type { LossProgram, ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";

/**
 * A loss of the form overlap over size: 1 − (Σ overlap + smooth) / (Σ overlap + Σ missed + Σ
 * falseAlarm + smooth), or a power of it. The functions return the contribution of a sample with
 * probability p: `overlap` and `missed` for positives, `falseAlarm` for negatives.
 */
export interface RatioFigure {
  kind: "ratio";
  overlap: (p: number) => number;
  missed: (p: number) => number;
  falseAlarm: (p: number) => number;
  smooth: number;
  /** Coefficients of TP, FP and FN in the displayed formula, as in 2·TP. */
  factors: { overlap: number; missed: number; falseAlarm: number; squared: boolean };
}

export type BatchFigure =
  | RatioFigure
  /** All four soft counts. */
  | { kind: "counts" }
  /** Histogram of gradient sizes, with the weights that balance the bins. */
  | { kind: "bins"; bins: number }
  /** The hardest samples of the batch. */
  | { kind: "hardest" }
  /** Hinge errors, each multiplied by its step of the Jaccard loss. */
  | { kind: "steps" }
  /** Scores of both classes with their mean and variance. */
  | { kind: "scores"; margin: number }
  /** Only samples and pulls. */
  | { kind: "samples" };

type FigureOf = (parameters: ParameterValues, program: LossProgram) => BatchFigure;

/** The figure for each loss, by the loss's id. Other losses show their samples and pulls only. */
const figures: Readonly<Record<string, FigureOf>> = {
  dice: ({ smooth = 1 }, { fixed }) => (fixed.squared === true ? squaredOverlap(smooth) : overlap(2, 1, 1, smooth)),
  jaccard: ({ smooth = 1 }) => overlap(1, 1, 1, smooth),
  tversky: ({ alpha = 0.5, beta = 0.5, smooth = 1 }) => overlap(1, alpha, beta, smooth),
  "focal-tversky": ({ alpha = 0.5, beta = 0.5, smooth = 1 }) => overlap(1, alpha, beta, smooth),
  "soft-f-beta": ({ beta = 1 }) => overlap(1 + beta ** 2, 1, beta ** 2, 0),
  "soft-mcc": () => ({ kind: "counts" }),
  "ghm-c": ({ bins = 10 }) => ({ kind: "bins", bins }),
  ohem: () => ({ kind: "hardest" }),
  "lovasz-hinge": () => ({ kind: "steps" }),
  "pairwise-auc": ({ margin = 1 }) => ({ kind: "scores", margin }),
};

export function figureOf(definition: LossDefinition, program: LossProgram, parameters: ParameterValues): BatchFigure {
  return figures[definition.id]?.(parameters, program) ?? { kind: "samples" };
}

/** hits·TP / (hits·TP + falseAlarms·FP + misses·FN), with `smooth` added to both. */
function overlap(hits: number, falseAlarms: number, misses: number, smooth: number): RatioFigure {
  return {
    kind: "ratio",
    overlap: (p) => hits * p,
    missed: (p) => misses * (1 - p),
    falseAlarm: (p) => falseAlarms * p,
    smooth,
    factors: { overlap: hits, missed: misses, falseAlarm: falseAlarms, squared: false },
  };
}

/**
 * In V-Net's Dice, sizes are sums of squares: Σp² + Σy² = Σ 2py + Σ (p − y)², so the rest beyond
 * the overlap is each sample's squared error.
 */
function squaredOverlap(smooth: number): RatioFigure {
  return {
    kind: "ratio",
    overlap: (p) => 2 * p,
    missed: (p) => (1 - p) ** 2,
    falseAlarm: (p) => p ** 2,
    smooth,
    factors: { overlap: 2, missed: 1, falseAlarm: 1, squared: true },
  };
}

import type { LossProgram, ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";

/**
 * A loss of overlap over size: 1 − (Σ overlap + smooth) / (Σ overlap + Σ missed + Σ falseAlarm + smooth), or a power of it. The functions say
 * what a sample with probability p adds; `overlap` and `missed` for positives, `falseAlarm` for negatives.
 */
export interface RatioFigure {
  kind: "ratio";
  overlap: (p: number) => number;
  missed: (p: number) => number;
  falseAlarm: (p: number) => number;
  smooth: number;
  /** What stands before TP, FP and FN in the formula's heading: 2·TP. */
  factors: { overlap: number; missed: number; falseAlarm: number; squared: boolean };
}

export type BatchFigure =
  | RatioFigure
  /** All four soft counts. */
  | { kind: "counts" }
  /** Bins of the gradient's size, and the weights that make them count alike. */
  | { kind: "bins"; bins: number }
  /** The hardest share of the batch. */
  | { kind: "hardest" }
  /** Hinge errors times steps of the Jaccard loss. */
  | { kind: "steps" }
  /** Scores of both classes by mean and variance. */
  | { kind: "scores"; margin: number }
  /** Samples and pulls alone. */
  | { kind: "samples" };

type FigureOf = (parameters: ParameterValues, program: LossProgram) => BatchFigure;

/** Which figure explains which loss, by the loss's id; one that is not here shows its samples and their pulls. */
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

/** hits·TP over hits·TP + falseAlarms·FP + misses·FN. */
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

/** V-Net's sizes are sums of squares: Σp² + Σy² = Σ 2py + Σ (p − y)², so what is not overlap is the squared error of each sample. */
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

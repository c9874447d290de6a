/**
 * How far a training run may be from torch's, as specified in scripts/golden/README.md,
 * "Tolerance".
 */
import type { Tolerance } from "./comparison";
import { decodeNumber, type Encoded } from "./encoding";
import type { Drift, GoldenRun } from "./fixtures";

export interface RunTolerances {
  steps: Tolerance;
  /** For the loss after an epoch (0: before training), and for its running objective. */
  loss(epoch: number): Tolerance;
  penalty: Tolerance;
  /** For the running accuracy, a mean over an epoch's steps. */
  runningAccuracy: Tolerance;
  accuracy: Tolerance;
  precision: Tolerance;
  recall: Tolerance;
  f1: Tolerance;
  auc: Tolerance;
  /** Whether tp, fp, tn and fn must be equal. */
  countsEqual: boolean;
  grid: Tolerance;
  /** For the weights and biases at the end; null if the precision does not determine them. */
  weights: Tolerance | null;
  firstGradient: Tolerance;
}

const absolute = (value: number): Tolerance => ({ absolute: value, relative: 0 });

/**
 * Drift grows with the run. Ten times the change that reordering causes in torch itself is allowed
 * if that exceeds the fixed limit.
 */
const DRIFT_FACTOR = 10;

function largest(values: readonly Encoded[], upTo = values.length): number {
  return Math.max(0, ...values.slice(0, upTo).map(decodeNumber));
}

function float64Tolerances({ drift }: GoldenRun): RunTolerances {
  const reordered = drift.f64_reordered;
  const loss = Math.max(1e-10, DRIFT_FACTOR * largest(reordered.val_loss));
  return {
    steps: { absolute: 1e-12, relative: 1e-12 },
    loss: () => absolute(loss),
    penalty: absolute(loss),
    runningAccuracy: absolute(1e-12),
    accuracy: absolute(1e-12),
    precision: absolute(1e-12),
    recall: absolute(1e-12),
    f1: absolute(1e-12),
    auc: absolute(1e-9),
    countsEqual: true,
    grid: absolute(Math.max(1e-8, DRIFT_FACTOR * largest(reordered.grid_max))),
    weights: absolute(Math.max(1e-6, DRIFT_FACTOR * largest(reordered.weights_max))),
    firstGradient: { absolute: 1e-12, relative: 1e-10 },
  };
}

/** The number of epochs for which two float32 runs stay together unless a sample crosses a kink. */
const EARLY_EPOCHS = 5;

function float32Tolerances({ drift, epochs, l1 }: GoldenRun): RunTolerances {
  const both = (field: "val_loss" | "grid_max", upTo: number) =>
    Math.max(...[drift.f32_vs_f64, drift.f32_reordered].map((of: Drift) => largest(of[field], upTo)));
  const early = (field: "val_loss" | "grid_max", upTo: number, fixed: number) => {
    const own = both(field, upTo);
    return own < 1e-6 ? fixed : DRIFT_FACTOR * own;
  };
  const late = epochs > EARLY_EPOCHS && l1 > 0;
  return {
    steps: { absolute: 0, relative: 1e-5 },
    loss: (epoch) => absolute(epoch >= EARLY_EPOCHS && l1 > 0 ? 1e-4 : early("val_loss", epoch + 1, 5e-6)),
    penalty: absolute(late ? 1e-4 : early("val_loss", epochs, 5e-6)),
    runningAccuracy: absolute(0.01),
    accuracy: absolute(0.01),
    precision: absolute(0.1),
    recall: absolute(0.05),
    f1: absolute(0.1),
    auc: absolute(0.01),
    countsEqual: false,
    grid: absolute(late ? 5e-2 : early("grid_max", epochs, 5e-6)),
    weights: null,
    firstGradient: { absolute: 1e-6, relative: 1e-5 },
  };
}

export function runTolerances(run: GoldenRun, precision: "float64" | "float32"): RunTolerances {
  return precision === "float64" ? float64Tolerances(run) : float32Tolerances(run);
}

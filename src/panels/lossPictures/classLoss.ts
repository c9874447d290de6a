import { planeToSimplex, simplexToPlane } from "../../charts/simplex/simplexGeometry";
import type { PlaneFunction } from "../../charts/surface/sampledSurface";
import type { ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import type { ColumnLoss } from "../../losses/columnLoss";
import { logitsOf, logSoftmax, probabilityStep, softmax } from "./workedSoftmax";

/** Number of classes, one per corner of the triangle. */
export const CLASSES = 3;

/** Smallest probability in the triangle: on its edge a logit would be −∞. */
export const MIN_PROBABILITY = 1e-4;

/** About two pixels from the triangle's sides; closer to them a loss may grow without bound. */
const RIM = 0.006;

/** A loss of three classes as a function of their logits, for a set of true classes. */
export interface ClassLoss {
  /**
   * Value and gradient with respect to the logits (through log-softmax, if the loss takes
   * log-probabilities).
   */
  at: (logits: readonly number[]) => { value: number; gradient: number[] };
  /** The loss over the triangle's plane, for logits of the given mean. */
  surface: (meanLogit: number) => PlaneFunction;
}

/** Whether several classes can be true at once. */
export function takesSets(definition: Pick<LossDefinition, "labels">): boolean {
  return definition.labels !== "class-index";
}

/** The true classes in the loss's target format, one number per target column. */
export function classTargets(labels: LossDefinition["labels"], trueClasses: ReadonlySet<number>): number[] {
  const sorted = [...trueClasses].sort((a, b) => a - b);
  const classes = Array.from({ length: CLASSES }, (_, k) => k);
  switch (labels) {
    case "class-index":
      return [sorted[0] ?? 0];
    case "label-list":
      return classes.map((k) => sorted[k] ?? -1);
    case "plus-minus-one":
      return classes.map((k) => (trueClasses.has(k) ? 1 : -1));
    default:
      return classes.map((k) => (trueClasses.has(k) ? 1 : 0));
  }
}

export function classLoss(
  definition: Pick<LossDefinition, "labels" | "prediction">,
  loss: ColumnLoss,
  parameters: ParameterValues,
  trueClasses: ReadonlySet<number>,
): ClassLoss {
  const targets = classTargets(definition.labels, trueClasses);
  const takesLogs = definition.prediction === "class-log-probabilities";

  /** Values and gradients for logits [CLASSES][count]. */
  const evaluate = (logits: readonly Float64Array[]) => {
    const count = logits[0]!.length;
    const inputs = takesLogs ? logits.map(() => new Float64Array(count)) : logits;
    const column = (from: readonly Float64Array[], i: number) => from.map((values) => values[i]!);
    if (takesLogs) {
      for (let i = 0; i < count; i++) {
        for (const [k, log] of logSoftmax(column(logits, i)).entries()) inputs[k]![i] = log;
      }
    }
    const { value, gradients } = loss.at(
      inputs,
      targets.map((target) => new Float64Array(count).fill(target)),
      parameters,
    );
    const gradientAt = (i: number) => {
      const gradient = column(gradients, i);
      if (!takesLogs) return gradient;
      // d ln p_k / d z_j = [k = j] − p_j
      const sum = gradient.reduce((total, g) => total + g, 0);
      return softmax(column(logits, i)).map((p, k) => gradient[k]! - p * sum);
    };
    return { value, gradientAt };
  };

  return {
    at: (logits) => {
      const { value, gradientAt } = evaluate(logits.map((logit) => Float64Array.of(logit)));
      return { value: value[0]!, gradient: gradientAt(0) };
    },
    surface: (meanLogit) => (x, y) => {
      const count = x.length;
      const logits = Array.from({ length: CLASSES }, () => new Float64Array(count));
      const points: number[][] = [];
      for (let i = 0; i < count; i++) {
        // Outside the triangle a probability would be negative: the values at the rim are continued
        // there.
        const inside = planeToSimplex({ x: x[i]!, y: y[i]! }).map((p) => Math.max(RIM, p));
        const sum = inside.reduce((total, p) => total + p, 0);
        const point = inside.map((p) => p / sum);
        points.push(point);
        for (const [k, logit] of logitsOf(point, meanLogit).entries()) logits[k]![i] = logit;
      }
      const { value, gradientAt } = evaluate(logits);
      const descentX = new Float64Array(count);
      const descentY = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        const step = probabilityStep(
          points[i]!,
          gradientAt(i).map((g) => -g),
        ) as [number, number, number];
        // Steps of probabilities sum to 0, and the map to the plane is linear in all but the first.
        const moved = simplexToPlane(step);
        descentX[i] = moved.x;
        descentY[i] = moved.y;
      }
      return { value, descentX, descentY };
    },
  };
}

import type { Domain } from "../../charts";
import type { ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import type { ColumnLoss } from "../../losses/columnLoss";

/**
 * One curve of the picture: what is fixed along it, and the loss and its slope over the prediction.
 */
export interface PredictionCurve {
  /** LaTeX of what is fixed, e.g. `y = 3`. */
  name: string;
  x: Float64Array;
  value: Float64Array;
  slope: Float64Array;
}

export interface PredictionAxis {
  domain: Domain;
  /** The axis is named by the text `view.prediction.<word>`. */
  word: "rate" | "logRate" | "logMean" | "distance" | "residual";
}

const POINTS = 161;

/** The axis for a loss whose prediction is not an output of the page's network. */
export function predictionAxis({ prediction }: LossDefinition, { program }: ColumnLoss): PredictionAxis {
  if (prediction === "distance") return { domain: [0, 3], word: "distance" };
  if (prediction === "mean-and-variance") return { domain: [-3, 3], word: "residual" };
  if (prediction === "log-mean") return { domain: [-2, 3], word: "logMean" };
  if (program.fixed.log_input === false) return { domain: [0.05, 8], word: "rate" };
  return { domain: [-2, 3], word: "logRate" };
}

/** The fixed value of each curve: a count, a label of a pair, or a variance. */
function fixedColumns(prediction: LossDefinition["prediction"]): { name: string; variance?: number; target: number }[] {
  if (prediction === "distance") return [1, -1].map((target) => ({ name: `y = ${target}`, target }));
  if (prediction === "mean-and-variance")
    return [0.25, 1, 4].map((variance) => ({ name: `v = ${variance}`, variance, target: 0 }));
  return [1, 3, 8].map((target) => ({ name: `y = ${target}`, target }));
}

/** The loss over its prediction, for a few labels or variances. */
export function predictionCurves(
  definition: LossDefinition,
  loss: ColumnLoss,
  parameters: ParameterValues,
  { domain }: PredictionAxis,
): PredictionCurve[] {
  const x = Float64Array.from({ length: POINTS }, (_, i) => domain[0] + ((domain[1] - domain[0]) * i) / (POINTS - 1));
  return fixedColumns(definition.prediction).map(({ name, variance, target }) => {
    const predictions = variance === undefined ? [x] : [x, new Float64Array(POINTS).fill(variance)];
    const { value, gradients } = loss.at(predictions, [new Float64Array(POINTS).fill(target)], parameters);
    return { name, x, value: value.slice(), slope: gradients[0]!.slice() };
  });
}

/**
 * A domain with 0 and 93 % of the values, plus a margin: steep ends of the curves leave the plot.
 */
export function valuesDomain(curves: readonly ArrayLike<number>[]): Domain {
  const finite = curves.flatMap((curve) => Array.from(curve).filter(Number.isFinite)).sort((a, b) => a - b);
  const [least, most] = [finite[0] ?? 0, finite[Math.floor(0.93 * (finite.length - 1))] ?? 1];
  const span = Math.max(most - Math.min(0, least), 1e-3);
  return [Math.min(0, least) - (least < 0 ? 0.05 * span : 0), most + 0.08 * span];
}

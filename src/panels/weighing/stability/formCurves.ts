import type { Domain } from "../../../charts";
import { createEvaluator, type FloatArray, type Graph, type ParameterValues } from "../../../language";

export const FORMS = ["probability", "logit"] as const;
export const PRECISIONS = ["float32", "float64"] as const;
export type Form = (typeof FORMS)[number];
export type Precision = (typeof PRECISIONS)[number];

/**
 * Larger than any trained network's logits, and than the logits whose probability either precision
 * can represent.
 */
export const MAX_LOGIT = 120;
/** Points per unit of z, so positions are exact to 1/8. */
const PER_UNIT = 8;

/** A loss computed in one form and precision, over z from −120 to 120; all arrays are [points]. */
export interface FormCurve {
  form: Form;
  precision: Precision;
  z: FloatArray;
  value: FloatArray;
  /** d value / dz */
  gradient: FloatArray;
}

/**
 * For each form a graph over the logit with outputs `value` and `slope`: `probability` computes p =
 * σ(z) first, `logit` never does.
 */
export type FormGraphs = Readonly<Record<Form, Graph>>;

/** Evaluates both forms in both precisions, for one label. */
export function formCurves(graphs: FormGraphs, label: 0 | 1, parameters: ParameterValues): FormCurve[] {
  const count = 2 * MAX_LOGIT * PER_UNIT + 1;
  return FORMS.flatMap((form) =>
    PRECISIONS.map((precision): FormCurve => {
      const ArrayType = precision === "float32" ? Float32Array : Float64Array;
      const z = new ArrayType(count);
      for (let i = 0; i < count; i++) z[i] = i / PER_UNIT - MAX_LOGIT;
      const labels = new ArrayType(count).fill(label);
      const evaluator = createEvaluator(graphs[form], ArrayType);
      const { value, slope } = evaluator.evaluate({ predictions: [z], targets: [labels], count, parameters });
      return { form, precision, z, value: (value as FloatArray).slice(), gradient: (slope as FloatArray).slice() };
    }),
  );
}

/** The maximal spans of z in which a condition on the point's index holds. */
function spansWhere(z: FloatArray, holds: (i: number) => boolean): Domain[] {
  const spans: Domain[] = [];
  let first = -1;
  for (let i = 0; i <= z.length; i++) {
    const inside = i < z.length && holds(i);
    if (inside && first < 0) first = i;
    if (!inside && first >= 0) {
      spans.push([z[first]!, z[i - 1]!]);
      first = -1;
    }
  }
  return spans;
}

/** Whether the sign of the logit contradicts the label. */
const isWrong = (z: number, label: 0 | 1) => (label === 1 ? z < 0 : z > 0);

/**
 * Spans where the gradient is exactly 0 although the sample is misclassified, so that training
 * cannot correct it.
 */
export function deadSpans({ z, gradient }: FormCurve, label: 0 | 1): Domain[] {
  return spansWhere(z, (i) => isWrong(z[i]!, label) && gradient[i] === 0);
}

/**
 * Spans where the sample is misclassified and the gradient is below a hundredth of the reference's.
 */
export function weakSpans({ z, gradient }: FormCurve, label: 0 | 1, reference: FormCurve): Domain[] {
  return spansWhere(
    z,
    (i) => isWrong(z[i]!, label) && Math.abs(gradient[i]!) < 0.01 * Math.abs(reference.gradient[i]!),
  );
}

/** Spans where the gradient is NaN. */
export function brokenSpans({ z, gradient }: FormCurve): Domain[] {
  return spansWhere(z, (i) => Number.isNaN(gradient[i]!));
}

/**
 * Where the value becomes constant on the misclassified side, and that value; undefined if it never
 * does.
 */
export function plateau({ z, value }: FormCurve, label: 0 | 1): { from: number; value: number } | undefined {
  const [end, step] = label === 1 ? [0, 1] : [z.length - 1, -1];
  let i = end;
  while (value[i + step] === value[end] && isWrong(z[i + step]!, label)) i += step;
  return i === end || value[end] === 0 || !Number.isFinite(value[end]!)
    ? undefined
    : { from: z[i]!, value: value[end]! };
}

/** The end of a span that is closest to 0. */
export function onsetLogit(spans: readonly Domain[]): number | undefined {
  const ends = spans.flat();
  return ends.length === 0 ? undefined : ends.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
}

/**
 * The largest relative difference between the gradients of two precisions, ignoring values close to
 * 0.
 */
export function largestDifference(one: FormCurve, other: FormCurve): number {
  let largest = 0;
  for (let i = 0; i < one.gradient.length; i++) {
    const [a, b] = [one.gradient[i]!, other.gradient[i]!];
    // Below the smallest normal float32, values lose digits one by one.
    if (Math.max(Math.abs(a), Math.abs(b)) < 1.2e-38) continue;
    largest = Math.max(largest, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
  }
  return largest;
}

/** The index of the point closest to a logit. */
export function indexOf(z: number): number {
  return Math.round((Math.min(MAX_LOGIT, Math.max(-MAX_LOGIT, z)) + MAX_LOGIT) * PER_UNIT);
}

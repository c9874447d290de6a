import type { Domain } from "../../../charts";
import { createEvaluator, type FloatArray, type Graph, type ParameterValues } from "../../../language";

export const FORMS = ["probability", "logit"] as const;
export const PRECISIONS = ["float32", "float64"] as const;
export type Form = (typeof FORMS)[number];
export type Precision = (typeof PRECISIONS)[number];

/** Beyond every trained network's logits, and beyond where either precision has numbers for a probability. */
export const MOST_LOGIT = 120;
/** Points per unit of z: places below are known to an eighth. */
const PER_UNIT = 8;

/** A loss computed one way, over z from −120 to 120: all [points]. */
export interface FormCurve {
  form: Form;
  precision: Precision;
  z: FloatArray;
  value: FloatArray;
  /** d value / dz. */
  gradient: FloatArray;
}

/** For each form a graph over the logit with outputs `value` and `slope`: the one that forms p = σ(z) first, and the one that never does. */
export type FormGraphs = Readonly<Record<Form, Graph>>;

/** Both forms in both precisions, for one label. */
export function formCurves(graphs: FormGraphs, label: 0 | 1, parameters: ParameterValues): FormCurve[] {
  const count = 2 * MOST_LOGIT * PER_UNIT + 1;
  return FORMS.flatMap((form) =>
    PRECISIONS.map((precision): FormCurve => {
      const ArrayType = precision === "float32" ? Float32Array : Float64Array;
      const z = new ArrayType(count);
      for (let i = 0; i < count; i++) z[i] = i / PER_UNIT - MOST_LOGIT;
      const labels = new ArrayType(count).fill(label);
      const evaluator = createEvaluator(graphs[form], ArrayType);
      const { value, slope } = evaluator.evaluate({ predictions: [z], targets: [labels], count, parameters });
      return { form, precision, z, value: (value as FloatArray).slice(), gradient: (slope as FloatArray).slice() };
    }),
  );
}

/** The maximal spans of z in which a condition holds, by sample. */
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

/** Whether the network is wrong about a sample with this logit. */
const isWrong = (z: number, label: 0 | 1) => (label === 1 ? z < 0 : z > 0);

/** Where the gradient is exactly 0 although the sample is wrong, so that nothing will ever put it right. */
export function deadSpans({ z, gradient }: FormCurve, label: 0 | 1): Domain[] {
  return spansWhere(z, (i) => isWrong(z[i]!, label) && gradient[i] === 0);
}

/** Where the sample is wrong and less than a hundredth is left of the gradient that the reference has. */
export function weakSpans({ z, gradient }: FormCurve, label: 0 | 1, reference: FormCurve): Domain[] {
  return spansWhere(
    z,
    (i) => isWrong(z[i]!, label) && Math.abs(gradient[i]!) < 0.01 * Math.abs(reference.gradient[i]!),
  );
}

/** Where the gradient is not a number. */
export function brokenSpans({ z, gradient }: FormCurve): Domain[] {
  return spansWhere(z, (i) => Number.isNaN(gradient[i]!));
}

/** The end of the wrong side where the value no longer changes, and that value; undefined where it always does. */
export function plateau({ z, value }: FormCurve, label: 0 | 1): { from: number; value: number } | undefined {
  const [end, step] = label === 1 ? [0, 1] : [z.length - 1, -1];
  let i = end;
  while (value[i + step] === value[end] && isWrong(z[i + step]!, label)) i += step;
  return i === end || value[end] === 0 || !Number.isFinite(value[end]!)
    ? undefined
    : { from: z[i]!, value: value[end]! };
}

/** The end of a span that the logit reaches first on its way out. */
export function onset(spans: readonly Domain[]): number | undefined {
  const ends = spans.flat();
  return ends.length === 0 ? undefined : ends.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
}

/** The largest relative difference between the gradients of two precisions; where both are as good as 0 there is none. */
export function largestDifference(one: FormCurve, other: FormCurve): number {
  let largest = 0;
  for (let i = 0; i < one.gradient.length; i++) {
    const [a, b] = [one.gradient[i]!, other.gradient[i]!];
    // Below the smallest normal float32, digits are lost one by one.
    if (Math.max(Math.abs(a), Math.abs(b)) < 1.2e-38) continue;
    largest = Math.max(largest, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
  }
  return largest;
}

/** The sample nearest to a logit. */
export function indexOf(z: number): number {
  return Math.round((Math.min(MOST_LOGIT, Math.max(-MOST_LOGIT, z)) + MOST_LOGIT) * PER_UNIT);
}

import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { MAX_PROBE_LOGIT } from "../../store/probe";
import type { CurveAxis } from "../../store/state";
import { logitOf, probabilityOf } from "../shared/probability";

/** Points of a curve: enough that 600 px of width show no corner that the loss does not have. */
const POINTS = 257;
/** p = 0 and 1 are drawn as near as this: their logits are finite, and the curve still leaves the plot. */
const EDGE = 1e-6;

/** The horizontal axis: [POINTS] in its own unit, and the logits there. */
export interface CurveGrid {
  axis: CurveAxis;
  x: Float64Array;
  logits: Float64Array;
}

export function curveGrid(axis: CurveAxis): CurveGrid {
  const share = (i: number) => i / (POINTS - 1);
  const x = Float64Array.from({ length: POINTS }, (_, i) =>
    axis === "probability" ? share(i) : (2 * share(i) - 1) * MAX_PROBE_LOGIT,
  );
  const logits = axis === "logit" ? x : x.map((p) => logitOf(Math.min(1 - EDGE, Math.max(EDGE, p))));
  return { axis, x, logits };
}

export interface LossCurve {
  x: Float64Array;
  y: Float64Array;
}

/** The loss, and the size of its pull on the logit, over a grid for one label. */
export function lossCurves(
  loss: LossOnLogits,
  label: 0 | 1,
  parameters: ParameterValues,
  { x, logits }: CurveGrid,
): { value: LossCurve; pull: LossCurve } {
  const result = loss.at(logits, label, parameters);
  return { value: { x, y: result.value.slice() }, pull: { x, y: result.slope.map(Math.abs) } };
}

/** Where the probe stands on an axis, and back. */
export function axisPosition(axis: CurveAxis, logit: number): number {
  return axis === "logit" ? Math.max(-MAX_PROBE_LOGIT, Math.min(MAX_PROBE_LOGIT, logit)) : probabilityOf(logit);
}

export function logitAt(axis: CurveAxis, position: number): number {
  return axis === "logit" ? position : logitOf(Math.min(1 - EDGE, Math.max(EDGE, position)));
}

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000];

/**
 * The upper end of a vertical axis, from a few fixed steps so that it seldom moves while a slider does: what the curves reach between
 * p = .05 and .95. Beyond, losses with a logarithm leave every plot.
 */
export function upperEnd(curves: readonly LossCurve[], { logits }: CurveGrid, atLeast: number): number {
  let largest = atLeast;
  const reach = logitOf(0.951);
  for (const { y } of curves) {
    for (let i = 0; i < y.length; i++) {
      if (Math.abs(logits[i]!) <= reach && Number.isFinite(y[i]!)) largest = Math.max(largest, y[i]!);
    }
  }
  return STEPS.find((step) => step >= largest * 0.999) ?? largest;
}

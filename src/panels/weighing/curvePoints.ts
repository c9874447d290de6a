import type { Domain } from "../../charts";
import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { MAX_PROBE_LOGIT, type ProbePoint } from "../../store/probe";
import type { CurveAxis } from "../../store/state";
import { logitOf, probabilityOf } from "../format/probability";

/** Points of a curve: enough that 600 px of width show no corner that the loss does not have. */
const POINTS = 257;
/** p = 0 and 1 are drawn as near as this: their logits are finite, and the curve still leaves the plot. */
const EDGE = 1e-6;

/** Where one label's curve is drawn: [POINTS] each, the places on the axis ascending, and the logits there. */
export interface LabelGrid {
  label: 0 | 1;
  x: Float64Array;
  logits: Float64Array;
}

export interface CurveGrid {
  axis: CurveAxis;
  positive: LabelGrid;
  negative: LabelGrid;
}

/** Both ends of an axis. */
export function axisDomain(axis: CurveAxis): Domain {
  if (axis === "probability") return [0, 1];
  return axis === "residual" ? [-1, 1] : [-MAX_PROBE_LOGIT, MAX_PROBE_LOGIT];
}

/** Over p and z both labels have all of the axis; over the margin m = ±z too; over the residual r = p − y each has a half. */
export function curveGrid(axis: CurveAxis): CurveGrid {
  return { axis, positive: labelGrid(axis, 1), negative: labelGrid(axis, 0) };
}

function labelGrid(axis: CurveAxis, label: 0 | 1): LabelGrid {
  const [lower, upper] = axis === "residual" ? ([-label, 1 - label] as const) : axisDomain(axis);
  const x = Float64Array.from({ length: POINTS }, (_, i) => lower + ((upper - lower) * i) / (POINTS - 1));
  return { label, x, logits: x.map((at) => logitAt(axis, at, label)) };
}

/** The logit at a place on the axis. */
function logitAt(axis: CurveAxis, position: number, label: 0 | 1): number {
  if (axis === "logit") return position;
  if (axis === "margin") return label === 1 ? position : -position;
  const probability = axis === "probability" ? position : position + label;
  return logitOf(Math.min(1 - EDGE, Math.max(EDGE, probability)));
}

/** Where a sample stands on the axis. */
export function axisPosition(axis: CurveAxis, { label, logit }: ProbePoint): number {
  if (axis === "probability") return probabilityOf(logit);
  if (axis === "residual") return probabilityOf(logit) - label;
  const position = axis === "margin" && label === 0 ? -logit : logit;
  return Math.max(-MAX_PROBE_LOGIT, Math.min(MAX_PROBE_LOGIT, position));
}

/** The sample at a place on the axis, of the given label; over the residual the place's side says the label. */
export function pointAt(axis: CurveAxis, position: number, given: 0 | 1): ProbePoint {
  const label = axis === "residual" && position !== 0 ? (position < 0 ? 1 : 0) : given;
  return { label, logit: logitAt(axis, position, label) };
}

/** The one place of a sample: the logits that either label has there. */
export function probeGrid(axis: CurveAxis, point: ProbePoint): CurveGrid {
  const x = Float64Array.of(axisPosition(axis, point));
  const at = (label: 0 | 1): LabelGrid => {
    const turned = axis === "margin" && label !== point.label;
    return { label, x, logits: Float64Array.of(turned ? -point.logit : point.logit) };
  };
  return { axis, positive: at(1), negative: at(0) };
}

/** A function of the prediction for one label, and the logits at its places. */
export interface LossCurve {
  x: Float64Array;
  y: Float64Array;
  logits: Float64Array;
}

/** What can be drawn of a loss for one label: its value, the size of its pull on the logit |∂L/∂z|, its curvature ∂²L/∂z². */
export interface LossCurves {
  value: LossCurve;
  pull: LossCurve;
  curvature: LossCurve;
}

export function lossCurves(
  loss: LossOnLogits,
  parameters: ParameterValues,
  { label, x, logits }: LabelGrid,
): LossCurves {
  const { value, slope, curvature } = loss.at(logits, label, parameters);
  return {
    value: { x, logits, y: value.slice() },
    pull: { x, logits, y: slope.map(Math.abs) },
    curvature: { x, logits, y: curvature.slice() },
  };
}

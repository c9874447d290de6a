import type { Domain } from "../../charts";
import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { MAX_PROBE_LOGIT, type ProbePoint } from "../../store/probe";
import type { CurveAxis } from "../../store/state";
import { logitOf, probabilityOf } from "../format/probability";

/** Points per curve: enough for 600 px of width without visible corners. */
const POINTS = 257;
/** Distance kept from p = 0 and 1: the logits stay finite, and the curve still leaves the plot. */
const EDGE = 1e-6;

/**
 * The points of one label's curve, [POINTS] each: ascending positions on the axis, and the logits
 * there.
 */
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

/**
 * Over p, z and the margin m = ±z, both labels use the whole axis; over the residual r = p − y each
 * uses one half.
 */
export function curveGrid(axis: CurveAxis): CurveGrid {
  return { axis, positive: labelGrid(axis, 1), negative: labelGrid(axis, 0) };
}

function labelGrid(axis: CurveAxis, label: 0 | 1): LabelGrid {
  const [lower, upper] = axis === "residual" ? ([-label, 1 - label] as const) : axisDomain(axis);
  const x = Float64Array.from({ length: POINTS }, (_, i) => lower + ((upper - lower) * i) / (POINTS - 1));
  return { label, x, logits: x.map((at) => logitAt(axis, at, label)) };
}

/** The logit at a position on the axis. */
function logitAt(axis: CurveAxis, position: number, label: 0 | 1): number {
  if (axis === "logit") return position;
  if (axis === "margin") return label === 1 ? position : -position;
  const probability = axis === "probability" ? position : position + label;
  return logitOf(Math.min(1 - EDGE, Math.max(EDGE, probability)));
}

/** The position of a sample on the axis. */
export function axisPosition(axis: CurveAxis, { label, logit }: ProbePoint): number {
  if (axis === "probability") return probabilityOf(logit);
  if (axis === "residual") return probabilityOf(logit) - label;
  const position = axis === "margin" && label === 0 ? -logit : logit;
  return Math.max(-MAX_PROBE_LOGIT, Math.min(MAX_PROBE_LOGIT, position));
}

/**
 * The sample of the given label at a position on the axis; over the residual, the sign of the
 * position decides the label.
 */
export function pointAt(axis: CurveAxis, position: number, given: 0 | 1): ProbePoint {
  const label = axis === "residual" && position !== 0 ? (position < 0 ? 1 : 0) : given;
  return { label, logit: logitAt(axis, position, label) };
}

/** A grid of a single point, the sample's position, with the logit that each label has there. */
export function probeGrid(axis: CurveAxis, point: ProbePoint): CurveGrid {
  const x = Float64Array.of(axisPosition(axis, point));
  const at = (label: 0 | 1): LabelGrid => {
    const turned = axis === "margin" && label !== point.label;
    return { label, x, logits: Float64Array.of(turned ? -point.logit : point.logit) };
  };
  return { axis, positive: at(1), negative: at(0) };
}

/** A function of the prediction for one label, and the logits at its points. */
export interface LossCurve {
  x: Float64Array;
  y: Float64Array;
  logits: Float64Array;
}

/**
 * The curves of a loss for one label: its value, the size of its pull |∂L/∂z|, and its curvature
 * ∂²L/∂z².
 */
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

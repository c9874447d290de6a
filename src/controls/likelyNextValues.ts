import { fromTrack, type NumberRange, nudge, nudgesBetween, toTrack } from "./numberRange";

/** The values at which a control can stop. */
export interface SliderStops {
  range: NumberRange;
  /** A slider's thumb snaps to these. Without a thumb, a pointer moves in the steps of keys. */
  landmarks?: readonly number[];
}

/**
 * A way to count the steps between values. On a log scale, the steps of keys are larger than those
 * of a thumb.
 */
interface StepScale {
  /** The value this many steps on (negative: back). */
  stepped(value: number, steps: number): number;
  stepsBetween(from: number, to: number): number;
}

/** Multiples of the last change, in its direction, the likeliest first. */
const NEIGHBOURS = [1, 2, -1, 3, -2, -3];

/**
 * The values that the next change may set, the likeliest first: up to three on each side, as far
 * apart as the last change went, which was from `before`; null before any change. Each is within
 * the range, other than `value`, and given once.
 */
export function likelyNextValues(
  value: number,
  before: number | null,
  stops: SliderStops,
  by: "pointer" | "keys",
): number[] {
  const scale = by === "pointer" ? pointerScale(stops) : keyScale(stops);
  const direction = before !== null && value < before ? -1 : 1;
  const last = before === null ? 1 : Math.abs(scale.stepsBetween(before, value));
  // At least one step: a typed value between two stops is less than a step from either.
  const step = direction * Math.max(1, Math.round(last));
  const values = NEIGHBOURS.map((count) => scale.stepped(value, count * step));
  return [...new Set(values)].filter((each) => each !== value);
}

function keyScale({ range }: SliderStops): StepScale {
  return {
    stepped: (value, steps) => nudge(value, steps, range),
    stepsBetween: (from, to) => nudgesBetween(from, to, range),
  };
}

function pointerScale(stops: SliderStops): StepScale {
  const { range, landmarks } = stops;
  if (landmarks === undefined || range.scale !== "log") return keyScale(stops);
  return {
    stepped: (value, steps) => fromTrack(Math.round(toTrack(value, range)) + steps, range, landmarks),
    stepsBetween: (from, to) => toTrack(to, range) - toTrack(from, range),
  };
}

import { fromTrack, type NumberRange, nudge, nudgesBetween, toTrack } from "./numberRange";

/** The values a control can be moved to, as steps from one to the next. */
export interface Ladder {
  /** The value so many steps on (negative: back). */
  stepped: (value: number, steps: number) => number;
  stepsBetween: (from: number, to: number) => number;
}

/** Of keys, and of numbers that are scrubbed. */
export function nudgeLadder(range: NumberRange): Ladder {
  return {
    stepped: (value, steps) => nudge(value, steps, range),
    stepsBetween: (from, to) => nudgesBetween(from, to, range),
  };
}

/** Of a thumb that is dragged: on a log scale its places lie closer than the steps of keys. */
export function trackLadder(range: NumberRange, landmarks: readonly number[]): Ladder {
  if (range.scale !== "log") return nudgeLadder(range);
  return {
    stepped: (value, steps) => fromTrack(Math.round(toTrack(value, range)) + steps, range, landmarks),
    stepsBetween: (from, to) => toTrack(to, range) - toTrack(from, range),
  };
}

/** Steps from the present value, the likeliest of a hand that goes on in one direction first. */
const STEPS_NEAR = [1, 2, -1, 3, -2, 4];
/** A hand that passes over more than this goes on at about its speed. */
const SLOW = 2;
/** A single move rarely goes further. */
const MOST_STEPS = 32;

/**
 * The values a next move may come to, the likeliest first, each once: those a few steps on, or as far on as the last move went (`stride` steps, negative back;
 * 1 where there was none); the marked ones, which are one press away from anywhere; then all others, from near to far.
 */
export function nearValues(value: number, stride: number, marked: readonly number[], ladder: Ladder): number[] {
  const direction = Math.sign(stride);
  const outward = Array.from({ length: MOST_STEPS }, (_, index) => [index + 1, -index - 1]).flat();
  const onAtSpeed = Math.abs(stride) > SLOW ? [stride, stride - direction, stride + direction] : [];
  const reached = (steps: readonly number[]) => steps.map((each) => ladder.stepped(value, each));
  const along = (steps: readonly number[]) => reached(steps.map((each) => each * direction));
  const values = [...reached(onAtSpeed), ...along(STEPS_NEAR), ...marked, ...along(outward)];
  return [...new Set(values)].filter((each) => each !== value);
}

import { admit, fromTrack, type NumberRange, nudge, nudgesBetween, toTrack } from "./numberRange";

/** The values that a control's value can be moved to. */
export interface Reach {
  range: NumberRange;
  /**
   * For a slider: values to which its thumb snaps. A control without a thumb is scrubbed in steps
   * of its keys.
   */
  landmarks?: readonly number[];
  /** Values that can always be reached by one press, such as landmarks and the default. */
  marked: readonly number[];
}

/** A scale whose values are counted in steps. */
interface Ladder {
  /** The value `steps` steps away (negative: back). */
  stepped: (value: number, steps: number) => number;
  stepsBetween: (from: number, to: number) => number;
}

/**
 * Steps from the current value, in order of likelihood for a user who goes on in the same
 * direction.
 */
const STEPS_NEAR = [1, 2, -1, 3, -2, 4];
/** After a move of more steps than this, the next is expected to be about as long. */
const SLOW = 2;
/** A single move rarely goes further. */
const MOST_STEPS = 32;

/**
 * The values that the next move may reach, by pointer or keys, without duplicates, the likeliest
 * first: if the last move (from `before`) was long, values about as far on; then values a few steps
 * away; then `marked`; then all others, from near to far.
 */
export function nearValues(value: number, before: number | null, reach: Reach, by: "pointer" | "keys"): number[] {
  const ladder = by === "pointer" ? pointerLadder(reach) : keyLadder(reach);
  const direction = before !== null && value < before ? -1 : 1;
  // At least 1: from a value off the grid, the next grid value is less than a step away.
  const stride =
    direction * Math.max(1, Math.round(Math.abs(before === null ? 1 : ladder.stepsBetween(before, value))));
  const onAtSpeed = Math.abs(stride) > SLOW ? [stride, stride - direction, stride + direction] : [];
  const outward = Array.from({ length: MOST_STEPS }, (_, index) => [index + 1, -index - 1]).flat();
  const reached = (steps: readonly number[]) => steps.map((each) => ladder.stepped(value, each));
  const along = (steps: readonly number[]) => reached(steps.map((each) => each * direction));
  const marked = reach.marked.map((each) => admit(each, reach.range));
  const values = [...reached(onAtSpeed), ...along(STEPS_NEAR), ...marked, ...along(outward)];
  return [...new Set(values)].filter((each) => each !== value);
}

function keyLadder({ range }: Reach): Ladder {
  return {
    stepped: (value, steps) => nudge(value, steps, range),
    stepsBetween: (from, to) => nudgesBetween(from, to, range),
  };
}

/** On a log scale the thumb's positions are closer together than steps of keys. */
function pointerLadder(reach: Reach): Ladder {
  const { range, landmarks } = reach;
  if (landmarks === undefined || range.scale !== "log") return keyLadder(reach);
  return {
    stepped: (value, steps) => fromTrack(Math.round(toTrack(value, range)) + steps, range, landmarks),
    stepsBetween: (from, to) => toTrack(to, range) - toTrack(from, range),
  };
}

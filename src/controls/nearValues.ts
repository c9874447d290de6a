import { admit, fromTrack, type NumberRange, nudge, nudgesBetween, toTrack } from "./numberRange";

/** What a control's value can be moved to. */
export interface Reach {
  range: NumberRange;
  /** Of a slider: where its thumb snaps to. A control without a thumb is scrubbed in the steps of its keys. */
  landmarks?: readonly number[];
  /** One press away from anywhere. */
  marked: readonly number[];
}

/** Values as steps from one to the next. */
interface Ladder {
  /** The value so many steps on (negative: back). */
  stepped: (value: number, steps: number) => number;
  stepsBetween: (from: number, to: number) => number;
}

/** Steps from the present value, the likeliest of a hand that goes on in one direction first. */
const STEPS_NEAR = [1, 2, -1, 3, -2, 4];
/** A hand that passes over more than this goes on at about its speed. */
const SLOW = 2;
/** A single move rarely goes further. */
const MOST_STEPS = 32;

/**
 * The values a next move may come to, by a pointer or by keys, the likeliest first, each once: those a few steps on, or as far on as the last move went, which
 * was from `before`; the marked ones; then all others, from near to far.
 */
export function nearValues(value: number, before: number | null, reach: Reach, by: "pointer" | "keys"): number[] {
  const ladder = by === "pointer" ? pointerLadder(reach) : keyLadder(reach);
  const direction = before !== null && value < before ? -1 : 1;
  // One at least: from a value beside the grid the next is nearer than a step.
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

/** On a log scale the places of a thumb lie closer than the steps of keys. */
function pointerLadder(reach: Reach): Ladder {
  const { range, landmarks } = reach;
  if (landmarks === undefined || range.scale !== "log") return keyLadder(reach);
  return {
    stepped: (value, steps) => fromTrack(Math.round(toTrack(value, range)) + steps, range, landmarks),
    stepsBetween: (from, to) => toTrack(to, range) - toTrack(from, range),
  };
}

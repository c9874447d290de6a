/**
 * The numbers a control offers, and how steps move between them. Pure; shared by sliders, number
 * fields and scrubbed numbers.
 */

export interface NumberRange {
  /** Both ends belong to the range. */
  min: number;
  max: number;
  /**
   * Linear: the distance between neighbouring values, counted from `min`. Log with `min` ≤ 0: the
   * smallest value distinguished from zero; no effect otherwise.
   */
  step: number;
  scale?: "linear" | "log";
  /** Whole numbers only. */
  whole?: boolean;
}

/** Positions of a log slider per factor of ten: enough to look smooth under a finger. */
const positionsPerDecade = 100;
/**
 * Key steps per factor of ten: each changes the value by about 12 %, so it survives rounding to two
 * digits.
 */
const nudgesPerDecade = 20;

export function clampToRange(value: number, range: NumberRange): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/**
 * The nearest value of the range, a whole number if the range requires it, without digits such as
 * 0.30000000000000004. Values off the step's grid are allowed, so a typed value stays.
 */
export function nearestInRange(value: number, range: NumberRange): number {
  const clamped = clampToRange(value, range);
  return range.whole ? clampToRange(Math.round(clamped), range) : withoutNoise(clamped);
}

/**
 * The value `count` steps away (negative: back). Linear values move to the grid; on a log scale a
 * step is a factor.
 */
export function nudge(value: number, count: number, range: NumberRange): number {
  if (range.scale === "log") return nudgeLog(value, count, range);
  const position = (value - range.min) / range.step;
  // From an off-grid value, the first step goes to the next grid value in that direction.
  const nearest = Math.round(position);
  const onGrid = Math.abs(position - nearest) < 1e-6;
  const from = onGrid ? nearest : count > 0 ? Math.floor(position) : Math.ceil(position);
  return nearestInRange(range.min + (from + count) * range.step, range);
}

function nudgeLog(value: number, count: number, range: NumberRange): number {
  const floor = logFloor(range);
  if (value < floor)
    return count > 0
      ? nearestInRange(roundToDigits(floor * 10 ** ((count - 1) / nudgesPerDecade), 2), range)
      : range.min;
  const moved = roundToDigits(value * 10 ** (count / nudgesPerDecade), 2);
  // Down from above the floor: stops at the floor first, then goes below it.
  if (moved < floor * (1 - 1e-9)) return value > floor * (1 + 1e-9) ? nearestInRange(floor, range) : range.min;
  // Small whole numbers would be rounded back to themselves.
  if (range.whole && Math.round(moved) === Math.round(value)) return nearestInRange(value + Math.sign(count), range);
  return nearestInRange(moved, range);
}

/** Smallest value that a log scale distinguishes from a lower end of zero. */
function logFloor(range: NumberRange): number {
  return range.min > 0 ? range.min : range.step;
}

/** Ends and step of the slider's own number line: values for linear, positions for log. */
export function sliderTrack(range: NumberRange): { min: number; max: number; step: number } {
  if (range.scale !== "log") return { min: range.min, max: range.max, step: range.step };
  // A lower end of zero is one position below the floor.
  const decades = Math.log10(range.max / logFloor(range));
  return { min: range.min > 0 ? 0 : -1, max: Math.round(decades * positionsPerDecade), step: 1 };
}

export function toTrack(value: number, range: NumberRange): number {
  if (range.scale !== "log") return clampToRange(value, range);
  const track = sliderTrack(range);
  const floor = logFloor(range);
  if (value < floor) return track.min;
  return Math.min(track.max, Math.log10(value / floor) * positionsPerDecade);
}

/** The track position on the steps' grid that is nearest to a share of the track, 0 to 1. */
export function positionAt(share: number, range: NumberRange): number {
  const { min, max, step } = sliderTrack(range);
  return Math.min(max, min + Math.round((share * (max - min)) / step) * step);
}

/** The value at a track position; if an off-grid landmark is near, that landmark. */
export function fromTrack(position: number, range: NumberRange, landmarks: readonly number[] = []): number {
  if (range.scale !== "log") {
    const value = nearestInRange(position, range);
    return landmarks.find((mark) => Math.abs(mark - value) <= range.step / 2) ?? value;
  }
  const track = sliderTrack(range);
  if (position <= track.min) return range.min;
  if (position >= track.max) return range.max;
  const near = landmarks.find((mark) => Math.abs(toTrack(mark, range) - position) <= 1);
  return near ?? nearestInRange(roundToDigits(logFloor(range) * 10 ** (position / positionsPerDecade), 2), range);
}

/**
 * Number of key or scrub steps from one value to another; a fraction if the values are off the
 * grid.
 */
export function nudgesBetween(from: number, to: number, range: NumberRange): number {
  if (range.scale !== "log") return (to - from) / range.step;
  return ((toTrack(to, range) - toTrack(from, range)) / positionsPerDecade) * nudgesPerDecade;
}

/** Position of a value along the track, 0 to 1. */
export function trackShare(value: number, range: NumberRange): number {
  const track = sliderTrack(range);
  return (toTrack(value, range) - track.min) / (track.max - track.min);
}

/** Number of decimals needed for every value of the grid: 0.05 → 2, 100 → 0. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9 * Math.max(1, scaled)) return decimals;
  }
  return 12;
}

/**
 * ARIA's numbers have no exponents: 0.00000001, where JavaScript writes 1e-8. React passes strings
 * through unchanged.
 */
export function plainNumber(value: number): number {
  const digits = /e-(\d+)$/.exec(`${value}`)?.[1];
  return digits === undefined ? value : (value.toFixed(Math.min(100, Number(digits) + 6)) as unknown as number);
}

function roundToDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** No control distinguishes smaller numbers from 0; the float32 engines could not either. */
const SMALLEST = 1e-30;

function withoutNoise(value: number): number {
  if (Math.abs(value) < SMALLEST) return 0;
  // Twelve digits: more than anyone types, and few enough to remove binary rounding errors of sums.
  // Turns −0 into 0.
  return Number(value.toPrecision(12)) + 0;
}

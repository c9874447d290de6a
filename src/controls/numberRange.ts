/** The numbers a control offers, and how it moves among them. Pure; shared by sliders, number fields and dragged numbers. */

export interface NumberRange {
  /** Both ends belong to the range. */
  min: number;
  max: number;
  /**
   * Linear: the distance of neighbouring values, counted from `min`.
   * Log: the smallest value told from zero, where `min` is 0 or less; otherwise without effect.
   */
  step: number;
  scale?: "linear" | "log";
  /** Whole numbers only. */
  whole?: boolean;
}

/** Positions of a log slider in one factor of ten: fine enough to be smooth under a finger. */
const positionsPerDecade = 100;
/** Arrow presses in one factor of ten: each changes the value by about 12 %, so it survives rounding to two digits. */
const nudgesPerDecade = 20;

export function clampToRange(value: number, range: NumberRange): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/** The nearest value of the range: whole if asked, free of 0.30000000000000004. Off the step's grid is allowed: a typed value stays. */
export function admit(value: number, range: NumberRange): number {
  const clamped = clampToRange(value, range);
  return range.whole ? clampToRange(Math.round(clamped), range) : withoutNoise(clamped);
}

/** The value `count` steps on (negative: back). Linear values land on the grid; on a log scale the step is a factor. */
export function nudge(value: number, count: number, range: NumberRange): number {
  if (range.scale === "log") return nudgeLog(value, count, range);
  const position = (value - range.min) / range.step;
  // An off-grid value steps to the grid's next value in that direction, not past it.
  const nearest = Math.round(position);
  const onGrid = Math.abs(position - nearest) < 1e-6;
  const from = onGrid ? nearest : count > 0 ? Math.floor(position) : Math.ceil(position);
  return admit(range.min + (from + count) * range.step, range);
}

function nudgeLog(value: number, count: number, range: NumberRange): number {
  const floor = logFloor(range);
  if (value < floor)
    return count > 0 ? admit(roundToDigits(floor * 10 ** ((count - 1) / nudgesPerDecade), 2), range) : range.min;
  const moved = roundToDigits(value * 10 ** (count / nudgesPerDecade), 2);
  // Down from above the floor: the floor first, then what lies below it.
  if (moved < floor * (1 - 1e-9)) return value > floor * (1 + 1e-9) ? admit(floor, range) : range.min;
  // Small whole numbers would round back to themselves.
  if (range.whole && Math.round(moved) === Math.round(value)) return admit(value + Math.sign(count), range);
  return admit(moved, range);
}

/** Smallest value a log scale shows apart from its lower end. */
function logFloor(range: NumberRange): number {
  return range.min > 0 ? range.min : range.step;
}

/** Ends and step of the number line the slider itself runs on: values for linear, log positions for log. */
export function sliderTrack(range: NumberRange): { min: number; max: number; step: number } {
  if (range.scale !== "log") return { min: range.min, max: range.max, step: range.step };
  // One position below the floor stands for a lower end of zero.
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

/** The track position nearest to a place along it, 0 to 1, that is on the steps' grid. */
export function positionAt(share: number, range: NumberRange): number {
  const { min, max, step } = sliderTrack(range);
  return Math.min(max, min + Math.round((share * (max - min)) / step) * step);
}

/** The value at a place of the track; near an off-grid landmark, that landmark. */
export function fromTrack(position: number, range: NumberRange, landmarks: readonly number[] = []): number {
  if (range.scale !== "log") {
    const value = admit(position, range);
    return landmarks.find((mark) => Math.abs(mark - value) <= range.step / 2) ?? value;
  }
  const track = sliderTrack(range);
  if (position <= track.min) return range.min;
  if (position >= track.max) return range.max;
  const near = landmarks.find((mark) => Math.abs(toTrack(mark, range) - position) <= 1);
  return near ?? admit(roundToDigits(logFloor(range) * 10 ** (position / positionsPerDecade), 2), range);
}

/** How many steps of keys, or of a scrubbed number, one value is from another; no whole number where they lie beside the grid. */
export function nudgesBetween(from: number, to: number, range: NumberRange): number {
  if (range.scale !== "log") return (to - from) / range.step;
  return ((toTrack(to, range) - toTrack(from, range)) / positionsPerDecade) * nudgesPerDecade;
}

/** Place of a value along the track, 0 to 1. */
export function trackShare(value: number, range: NumberRange): number {
  const track = sliderTrack(range);
  return (toTrack(value, range) - track.min) / (track.max - track.min);
}

/** Decimals needed to write every value of the grid: 0.05 → 2, 100 → 0. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9 * Math.max(1, scaled)) return decimals;
  }
  return 12;
}

/** ARIA's numbers know no exponents: 0.00000001 where JavaScript writes 1e-8. React writes a text as it is. */
export function plainNumber(value: number): number {
  const digits = /e-(\d+)$/.exec(`${value}`)?.[1];
  return digits === undefined ? value : (value.toFixed(Math.min(100, Number(digits) + 6)) as unknown as number);
}

function roundToDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function withoutNoise(value: number): number {
  // Twelve digits: more than any reader types, fewer than where sums of steps show their binary tails. No −0.
  return Number(value.toPrecision(12)) + 0;
}

import type { LossDefinition } from "../../losses";
import type { Experiment } from "../experiment";
import { dataParameter, type ParameterRange, parameterRange, parameterValue, type SweepParameter } from "./parameter";
import type { SweepAxis, SweepSettings } from "./sweep";

const COUNT = 16;
/**
 * Two decades of rates, four of penalties, with six and three values per decade, so that the middle
 * value is on the axis.
 */
const LOG_COUNT = 13;
const RATE_DECADES = 2;
const PENALTY_DECADES = 4;

type Definition = Pick<LossDefinition, "source" | "sliders" | "positiveWeight">;

/**
 * The loss's weight of positives against its focusing, if it has them: α × γ for the tutorial's
 * loss. Otherwise the loss's first parameters, then the learning rate and L2.
 */
export function defaultSettings(base: Experiment, definition: Definition): SweepSettings {
  const [x, y] = defaultParameters(definition);
  return { x: defaultAxis(x, base, definition), y: defaultAxis(y, base, definition), seeds: 1 };
}

function defaultParameters({ sliders, positiveWeight }: Definition): [SweepParameter, SweepParameter] {
  const own = Object.keys(sliders).map((name): SweepParameter => `loss.${name}`);
  const weight: SweepParameter | undefined = positiveWeight && `loss.${positiveWeight.parameter}`;
  const first = weight ?? own[0] ?? "learningRate";
  const second = [...own, "learningRate" as const, "l2" as const].find((parameter) => parameter !== first);
  return [first, second!];
}

/**
 * An axis of round values over the parameter's sensible range, including the base's own value if
 * possible.
 */
export function defaultAxis(parameter: SweepParameter, base: Experiment, definition: Definition): SweepAxis {
  const value = parameterValue(base, parameter, definition);
  if (parameter === "positiveShare") return { parameter, from: 0.01, to: 0.5, count: LOG_COUNT, spacing: "log" };
  const found = parameterRange(parameter, definition);
  // Bounds of data are wide; the axis covers up to twice the current value.
  const range = dataParameter(parameter) === null ? found : upTo(found, 2 * value);
  if (range.scale === "log") return { parameter, ...logEnds(parameter, value, range), spacing: "log" };
  const isShare =
    definition.positiveWeight?.as === "share" && parameter === `loss.${definition.positiveWeight.parameter}`;
  return { parameter, ...linearEnds(value, range, isShare), spacing: "linear" };
}

/**
 * The range with its upper end at a value or, if that leaves too little, a few steps above the
 * lower end.
 */
function upTo(range: ParameterRange, value: number): ParameterRange {
  return { ...range, max: Math.min(range.max, Math.max(value, range.min + (COUNT - 1) * range.step)) };
}

function logEnds(parameter: SweepParameter, value: number, { min, max, step, whole }: ParameterRange) {
  const decades =
    parameter === "l1" || parameter === "l2" || parameter === "weightDecay" ? PENALTY_DECADES : RATE_DECADES;
  const lowest = min > 0 ? min : step;
  const middle = value > 0 ? value : 1e-3;
  const half = 10 ** (decades / 2);
  const from = Math.max(lowest, Number((middle / half).toPrecision(3)));
  const to = Math.min(max, Number((middle * half).toPrecision(3)));
  return whole ? { from: Math.round(from), to: Math.round(to), count: LOG_COUNT } : { from, to, count: LOG_COUNT };
}

/**
 * From the lowest value on, in round steps. A share ends one step below 1, where one class would
 * have no weight.
 */
function linearEnds(value: number, { min, max, step, whole }: ParameterRange, isShare: boolean) {
  const count = whole ? Math.min(COUNT, Math.floor((max - min) / step) + 1) : COUNT;
  const round = roundStep((max - min) / (count - 1), whole);
  const reach = round * (count - 1);
  let from = isShare ? max - round - reach : min;
  // Shifts by whole steps until the base's value is within the axis.
  while (value > from + reach + 1e-9 && from + reach + round <= max + 1e-9) from += round;
  while (value < from - 1e-9 && from - round >= min - 1e-9) from -= round;
  const digits = (end: number) => Number(end.toPrecision(12));
  return { from: digits(from), to: digits(from + reach), count };
}

const MANTISSAS = [1, 2, 2.5, 5];

/** The largest of 1, 2, 2.5, 5 × 10ⁿ that is at most `most`. */
function roundStep(most: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  const mantissa = MANTISSAS.findLast((candidate) => candidate * power <= most * (1 + 1e-9)) ?? 1;
  const found = Number((mantissa * power).toPrecision(6));
  return whole ? Math.max(1, Math.floor(found)) : found;
}

/**
 * The table of the experiment's fields: where each is, which values it accepts, and how that is
 * worded. The data set's fields depend on its kind, the loss's parameters on the loss.
 */
import * as v from "valibot";
import { classCount, type DatasetKind, datasetOfKind, datasets, type NumberField } from "../datasets";
import { type LossDefinition, lossById, losses } from "../losses";
import { type SliderRange, sliderRange } from "../losses/sliderRange";
import { optimizers, type Setting } from "../optimizers";
import type { LossChoice } from "./experiment";
import { limits } from "./limits";

export interface ExperimentField {
  /** The keys that lead to the field, from the experiment down. */
  path: readonly [string] | readonly [string, string];
  schema: v.GenericSchema;
  /** Completes "expected …". */
  expected: string;
}

interface Range {
  min: number;
  max: number;
}

const whole = ({ min, max }: Range) => ({
  schema: v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
  expected: `a whole number from ${min} to ${max}`,
});
const real = ({ min, max }: Range) => ({
  schema: v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max)),
  expected: `a number from ${min} to ${max}`,
});
const oneOf = (...names: string[]) => ({ schema: v.picklist(names), expected: `one of ${names.join(", ")}` });
const truth = { schema: v.boolean(), expected: "true or false" };
const rate = real(limits.rate);

type LossParameterValue = LossChoice["parameters"][string];

/** One entry of `loss.parameters`. */
export interface LossParameterField {
  accepts(value: unknown): value is LossParameterValue;
  /** Completes "expected …". */
  expected: string;
}

/**
 * Parameters nearer to 0 are refused: float32 has few digits or none left for them, so that engines
 * would see another loss.
 */
const SMALLEST_PARAMETER = 1e-30;

/**
 * The parameters that the loss with this id has, by the name that its sliders and choices use (for
 * a list, each `name[0]`): a number within the slider's range, or one of the choices.
 */
export function lossParameterFields(id: string): ReadonlyMap<string, LossParameterField> {
  const { sliders, choices = {} }: LossDefinition = lossById(id);
  return new Map(
    [...Object.keys(sliders), ...Object.keys(choices)].map((name) => {
      const slider = Object.hasOwn(sliders, name) ? sliders[name] : undefined;
      const options = Object.hasOwn(choices, name) ? choices[name]! : [];
      const number = slider && parameterNumber(sliderRange(slider));
      const option = options.length > 0 ? oneOf(...options.map((value) => JSON.stringify(value))).expected : undefined;
      const accepts = (value: unknown): value is LossParameterValue =>
        (number !== undefined && v.is(number.schema, value)) || options.some((choice) => choice === value);
      return [name, { accepts, expected: [number?.expected, option].filter(Boolean).join(", or ") }];
    }),
  );
}

function parameterNumber(range: SliderRange) {
  if (range.whole) return whole(range);
  const { schema, expected } = real(range);
  if (range.min > 0 || range.max < 0) return { schema, expected };
  const notTiny = (value: number) => value === 0 || Math.abs(value) >= SMALLEST_PARAMETER;
  return {
    schema: v.pipe(schema, v.check(notTiny)),
    expected: `${expected}, if not 0 then at least ${SMALLEST_PARAMETER} in size`,
  };
}

export const datasetKindField = {
  path: ["dataset", "kind"],
  ...oneOf(...datasets.map(({ kind }) => kind)),
} as const satisfies ExperimentField;

/** The fields of a data set of this kind. */
export function datasetFieldTable(kind: DatasetKind): readonly ExperimentField[] {
  const numbers = { positives: classCount, negatives: classCount, ...datasetOfKind(kind).fields };
  return [
    datasetKindField,
    ...Object.entries(numbers).map(([name, field]: [string, NumberField]) => ({
      path: ["dataset", name] as const,
      ...(field.whole ? whole(field) : real(field)),
    })),
  ];
}

/** All fields except the data set's. */
export const experimentFields: readonly ExperimentField[] = [
  { path: ["trainFraction"], ...real(limits.trainFraction) },
  {
    path: ["model", "hidden"],
    schema: v.pipe(v.array(whole(limits.width).schema), v.maxLength(limits.hiddenLayers.max)),
    expected: `at most ${limits.hiddenLayers.max} whole numbers from ${limits.width.min} to ${limits.width.max}`,
  },
  { path: ["model", "activation"], ...oneOf("relu", "leaky_relu", "tanh", "sigmoid") },
  { path: ["model", "negativeSlope"], ...real(limits.negativeSlope) },
  { path: ["loss", "id"], ...oneOf(...losses.map(({ id }) => id)) },
  { path: ["optimizer", "name"], ...oneOf(...optimizers.map(({ name }) => name)) },
  { path: ["optimizer", "learningRate"], ...rate },
  { path: ["optimizer", "weightDecay"], ...rate },
  { path: ["optimizer", "weightDecayScope"], ...oneOf("all", "weights") },
  { path: ["regularisation", "l1"], ...rate },
  { path: ["regularisation", "l2"], ...rate },
  { path: ["batchSize"], ...whole(limits.batchSize) },
  { path: ["epochs"], ...whole(limits.epochs) },
  { path: ["seeds", "data"], ...whole(limits.seed) },
  { path: ["seeds", "split"], ...whole(limits.seed) },
  { path: ["seeds", "weights"], ...whole(limits.seed) },
  { path: ["seeds", "order"], ...whole(limits.seed) },
];

/** The own settings of the optimiser with this name; none if there is no such optimiser. */
export function optimizerFields(name: unknown): ExperimentField[] {
  const settings = optimizers.find((optimizer) => optimizer.name === name)?.settings ?? {};
  return Object.entries(settings).map(([key, setting]) => ({ path: ["optimizer", key], ...settingField(setting) }));
}

function settingField(setting: Setting) {
  if (setting.type === "flag") return truth;
  const { min, max, excludes } = setting;
  const least = excludes === "min" ? v.gtValue<number, number>(min) : v.minValue<number, number>(min);
  const most = excludes === "max" ? v.ltValue<number, number>(max) : v.maxValue<number, number>(max);
  if (excludes === undefined) return real(setting);
  return {
    schema: v.pipe(v.number(), v.finite(), least, most),
    expected: excludes === "min" ? `a number above ${min}, at most ${max}` : `a number from ${min} to below ${max}`,
  };
}

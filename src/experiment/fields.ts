/**
 * The table of the experiment's fields: where each is, which values it accepts, and how that is
 * worded. The data set's fields depend on its kind, the loss's parameters on the loss.
 */
import * as v from "valibot";
import { classCount, type DatasetKind, datasetOfKind, datasets, type NumberField } from "../datasets";
import { type LossDefinition, lossById, losses } from "../losses";
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

/** The field of one entry of `loss.parameters`. */
type LossParameterValue = LossChoice["parameters"][string];

/**
 * The field `loss.parameters`, which is checked entry by entry: a finite number for each parameter
 * that is a slider (for a list, each `name[0]`), one of the choices for each parameter that is a
 * choice.
 */
export function lossParameterField(id: string) {
  const { sliders, choices = {} }: LossDefinition = lossById(id);
  const numbers = Object.keys(sliders);
  const chosen = Object.keys(choices).filter((name) => !Object.hasOwn(sliders, name));
  const phrases = [
    ...(numbers.length === 0 ? [] : [`a finite number for ${numbers.join(" or ")}`]),
    ...chosen.map((name) => `one of ${choices[name]!.map((value) => JSON.stringify(value)).join(", ")} for ${name}`),
  ];
  return {
    names: new Set([...numbers, ...chosen]),
    accepts: (name: string, value: unknown): value is LossParameterValue => {
      const mayBeNumber = Object.hasOwn(sliders, name) && Number.isFinite(value);
      return mayBeNumber || (Object.hasOwn(choices, name) && choices[name]!.some((choice) => choice === value));
    },
    expected: phrases.length === 0 ? "no parameter" : phrases.join("; "),
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

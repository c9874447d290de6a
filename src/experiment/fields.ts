/**
 * The table of the experiment's fields: where each is, which values it accepts, and how that is
 * worded. The data set's fields depend on its kind; the loss's parameters are in `lossChoice.ts`.
 */
import * as v from "valibot";
import { classCount, type DatasetKind, datasetOfKind, datasets, type NumberField } from "../datasets";
import { optimizers, type Setting } from "../optimizers";
import { limits } from "./limits";
import { lossId } from "./lossChoice";
import { type FieldRule, oneOf, realNumber, trueOrFalse, wholeNumber } from "./reading";

export interface ExperimentField extends FieldRule {
  /** The keys that lead to the field, from the experiment down. */
  path: readonly [string] | readonly [string, string];
}

const rate = realNumber(limits.rate);

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
      ...(field.whole ? wholeNumber(field) : realNumber(field)),
    })),
  ];
}

/** All fields except the data set's. */
export const experimentFields: readonly ExperimentField[] = [
  { path: ["trainFraction"], ...realNumber(limits.trainFraction) },
  {
    path: ["model", "hidden"],
    schema: v.pipe(v.array(wholeNumber(limits.width).schema), v.maxLength(limits.hiddenLayers.max)),
    expected: `at most ${limits.hiddenLayers.max} whole numbers from ${limits.width.min} to ${limits.width.max}`,
  },
  { path: ["model", "activation"], ...oneOf("relu", "leaky_relu", "tanh", "sigmoid") },
  { path: ["model", "negativeSlope"], ...realNumber(limits.negativeSlope) },
  { path: ["loss", "id"], ...lossId },
  { path: ["optimizer", "name"], ...oneOf(...optimizers.map(({ name }) => name)) },
  { path: ["optimizer", "learningRate"], ...rate },
  { path: ["optimizer", "weightDecay"], ...rate },
  { path: ["optimizer", "weightDecayScope"], ...oneOf("all", "weights") },
  { path: ["regularisation", "l1"], ...rate },
  { path: ["regularisation", "l2"], ...rate },
  { path: ["batchSize"], ...wholeNumber(limits.batchSize) },
  { path: ["epochs"], ...wholeNumber(limits.epochs) },
  { path: ["seeds", "data"], ...wholeNumber(limits.seed) },
  { path: ["seeds", "split"], ...wholeNumber(limits.seed) },
  { path: ["seeds", "weights"], ...wholeNumber(limits.seed) },
  { path: ["seeds", "order"], ...wholeNumber(limits.seed) },
];

/** The own settings of the optimiser with this name; none if there is no such optimiser. */
export function optimizerFields(name: unknown): ExperimentField[] {
  const settings = optimizers.find((optimizer) => optimizer.name === name)?.settings ?? {};
  return Object.entries(settings).map(([key, setting]) => ({ path: ["optimizer", key], ...settingField(setting) }));
}

function settingField(setting: Setting) {
  if (setting.type === "flag") return trueOrFalse;
  const { min, max, excludes } = setting;
  const least = excludes === "min" ? v.gtValue<number, number>(min) : v.minValue<number, number>(min);
  const most = excludes === "max" ? v.ltValue<number, number>(max) : v.maxValue<number, number>(max);
  if (excludes === undefined) return realNumber(setting);
  return {
    schema: v.pipe(v.number(), v.finite(), least, most),
    expected: excludes === "min" ? `a number above ${min}, at most ${max}` : `a number from ${min} to below ${max}`,
  };
}

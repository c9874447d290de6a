/**
 * One table of the experiment's fields: where each is, what it may be, and how that is said in
 * words. The data set's fields depend on its kind, and the loss's parameters on the loss.
 */
import * as v from "valibot";
import { classCount, type DatasetKind, datasetOfKind, datasets, type NumberField } from "../datasets";
import { type LossDefinition, lossById, losses } from "../losses";
import type { LossChoice } from "./experiment";
import { limits } from "./limits";

export interface ExperimentField {
  /** Keys from the experiment down. */
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
/** [0, 1): torch's range for momenta that average. */
const fraction = {
  schema: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  expected: "a number from 0 to below 1",
};
const oneOf = (...names: string[]) => ({ schema: v.picklist(names), expected: `one of ${names.join(", ")}` });
const truth = { schema: v.boolean(), expected: "true or false" };
const rate = real(limits.rate);
const unit = real({ min: 0, max: 1 });

/** A value of `loss.parameters`. */
type LossParameterValue = LossChoice["parameters"][string];

/**
 * Of `loss.parameters`, which is checked entry by entry: a finite number for each parameter that
 * the loss shows as a slider (of a list, for each `name[0]`), one of its choices for each that it
 * shows as a choice.
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

/** Every field but the data set's. */
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
  { path: ["optimizer", "name"], ...oneOf("SGD", "Adam", "AdamW", "RMSprop", "Adagrad") },
  { path: ["optimizer", "learningRate"], ...rate },
  { path: ["optimizer", "weightDecay"], ...rate },
  { path: ["optimizer", "weightDecayScope"], ...oneOf("all", "weights") },
  { path: ["optimizer", "momentum"], ...fraction },
  { path: ["optimizer", "dampening"], ...unit },
  { path: ["optimizer", "nesterov"], ...truth },
  { path: ["optimizer", "beta1"], ...fraction },
  { path: ["optimizer", "beta2"], ...fraction },
  { path: ["optimizer", "amsgrad"], ...truth },
  {
    path: ["optimizer", "epsilon"],
    schema: v.pipe(v.number(), v.gtValue(0), v.maxValue(limits.epsilon.max)),
    expected: `a number above 0, at most ${limits.epsilon.max}`,
  },
  { path: ["optimizer", "smoothing"], ...fraction },
  { path: ["optimizer", "centered"], ...truth },
  { path: ["optimizer", "rateDecay"], ...rate },
  { path: ["optimizer", "initialAccumulator"], ...rate },
  { path: ["regularisation", "l1"], ...rate },
  { path: ["regularisation", "l2"], ...rate },
  { path: ["batchSize"], ...whole(limits.batchSize) },
  { path: ["epochs"], ...whole(limits.epochs) },
  { path: ["seeds", "data"], ...whole(limits.seed) },
  { path: ["seeds", "split"], ...whole(limits.seed) },
  { path: ["seeds", "weights"], ...whole(limits.seed) },
  { path: ["seeds", "order"], ...whole(limits.seed) },
];

import { type DatasetField, type DatasetKind, datasetField, datasetFields, datasetNumber } from "../../datasets";
import { writtenParameters } from "../../language/python/defaults";
import type { LossDefinition } from "../../losses";
import { completeParameters, valueNamed } from "../../losses/parameterValues";
import { type SliderRange, sliderRange } from "../../losses/sliderRange";
import { withLossOnData } from "../classCounts";
import type { Experiment } from "../experiment";
import { limits } from "../limits";

/** A number of a data set besides the class counts, e.g. `data.rings.positiveRadius`. */
export type DataParameter = { [K in DatasetKind]: `data.${K}.${DatasetField<K>}` }[DatasetKind];

/**
 * What a sweep can vary: a number of the loss under its slider's name (`loss.gamma`, an element of
 * a list as `loss.weight[0]`), the rates, the penalties, the share of positives among all samples,
 * and the data set's own numbers. The share changes with the number of samples fixed, so that every
 * network of the map takes the same number of steps.
 */
export type SweepParameter =
  | `loss.${string}`
  | "learningRate"
  | "weightDecay"
  | "l1"
  | "l2"
  | "positiveShare"
  | DataParameter;

/** The values that a parameter may have, and how a control moves between them. */
export type ParameterRange = SliderRange;

type Sliders = Pick<LossDefinition, "sliders">;

/** The name of a loss parameter; null for other parameters. */
export function lossParameterName(parameter: SweepParameter): string | null {
  return parameter.startsWith("loss.") ? parameter.slice("loss.".length) : null;
}

/** The data set's kind and the name of its number; null for other parameters. */
export function dataParameter(parameter: SweepParameter): { kind: DatasetKind; field: DatasetField } | null {
  if (!isDataParameter(parameter)) return null;
  const [, kind, field] = parameter.split(".") as ["data", DatasetKind, DatasetField];
  return { kind, field };
}

function isDataParameter(parameter: SweepParameter): parameter is DataParameter {
  return parameter.startsWith("data.");
}

/** Whether each of its values needs its own data. */
export function changesData(parameter: SweepParameter): boolean {
  return parameter === "positiveShare" || isDataParameter(parameter);
}

/** All parameters that can be swept with this loss on data of this kind, the loss's own first. */
export function sweepParameters({ sliders }: Sliders, kind: DatasetKind): SweepParameter[] {
  const own = Object.keys(sliders).map((name) => `loss.${name}` as const);
  const data = datasetFields(kind).map((field) => `data.${kind}.${field}` as DataParameter);
  return [...own, "learningRate", "weightDecay", "l1", "l2", "positiveShare", ...data];
}

const rate: ParameterRange = { ...limits.rate, step: 1e-6, scale: "log", whole: false };

/** Throws RangeError for a parameter that the loss does not have. */
export function parameterRange(parameter: SweepParameter, { sliders }: Sliders): ParameterRange {
  if (parameter === "positiveShare") return { min: 0.001, max: 0.999, step: 0.001, scale: "log", whole: false };
  const data = dataParameter(parameter);
  if (data !== null) {
    const { min, max, step, scale = "linear", whole = false } = datasetField(data.kind, data.field);
    return { min, max, step, scale, whole };
  }
  const name = lossParameterName(parameter);
  if (name === null) return rate;
  const slider = sliders[name];
  if (slider === undefined) {
    throw new RangeError(`parameter: expected one of ${Object.keys(sliders).join(", ")} of the loss, got ${parameter}`);
  }
  return sliderRange(slider);
}

/**
 * The parameter's value in an experiment; for a loss parameter that is not given, the source's
 * default. NaN if that is not a number, or if the experiment's data set does not have this number.
 */
export function parameterValue(
  { loss, optimizer, regularisation, dataset }: Experiment,
  parameter: SweepParameter,
  definition: Pick<LossDefinition, "source">,
): number {
  switch (parameter) {
    case "learningRate":
    case "weightDecay":
      return optimizer[parameter];
    case "l1":
    case "l2":
      return regularisation[parameter];
    case "positiveShare":
      return dataset.positives / (dataset.positives + dataset.negatives);
    default: {
      const data = dataParameter(parameter);
      if (data !== null) return datasetNumber(dataset, data.field) ?? Number.NaN;
      const complete = completeParameters(writtenParameters(definition.source), loss.parameters);
      const value = valueNamed(complete, lossParameterName(parameter)!);
      return typeof value === "number" ? value : Number.NaN;
    }
  }
}

/** The experiment with another value of one parameter. */
export function withParameter(experiment: Experiment, parameter: SweepParameter, value: number): Experiment {
  switch (parameter) {
    case "learningRate":
    case "weightDecay":
      return { ...experiment, optimizer: { ...experiment.optimizer, [parameter]: value } };
    case "l1":
    case "l2":
      return { ...experiment, regularisation: { ...experiment.regularisation, [parameter]: value } };
    case "positiveShare": {
      const { positives, negatives } = experiment.dataset;
      const total = positives + negatives;
      const wanted = Math.min(total - 1, Math.max(1, Math.round(value * total)));
      const dataset = { ...experiment.dataset, positives: wanted, negatives: total - wanted };
      return withLossOnData(experiment, { ...experiment, dataset });
    }
    default: {
      const data = dataParameter(parameter);
      if (data !== null) return { ...experiment, dataset: { ...experiment.dataset, [data.field]: value } };
      const { loss } = experiment;
      const parameters = { ...loss.parameters, [lossParameterName(parameter)!]: value };
      return { ...experiment, loss: { ...loss, parameters } };
    }
  }
}

/**
 * Computes one loss on a case's tensors with an engine: values under every reduction, and
 * gradients.
 */
import { type LossProgram, numericParameters, type ParameterValue, type ParameterValues } from "../../src/language";
import type { Tensor, TensorLoss } from "../../src/losses/tensor";
import {
  broadcastIndices,
  type CaseLayout,
  caseLayout,
  elementTensor,
  gradientTensors,
  programColumns,
} from "./caseColumns";
import type { EncodedTensor } from "./encoding";
import type { GoldenEngine, LossValues } from "./goldenEngine";
import { type Activation, GoldenLoss, goldenDefinition, UnsupportedCaseError } from "./goldenLosses";

export interface CaseValues {
  none: Float64Array;
  mean: number;
  sum: number;
  /** Gradients by input name. */
  sumGradients: Record<string, Float64Array>;
  meanGradients: Record<string, Float64Array>;
  /** sum / rows, if the loss has this reduction. */
  batchmean?: number;
  batchmeanGradients?: Record<string, Float64Array>;
  /** The loss's other outputs, by name. */
  further?: Record<string, Float64Array>;
  /** Whether the engine declares that it returns a limit where torch returns NaN. */
  limits: boolean;
}

export type Holding = (value: number) => number;

/**
 * Groups of elements with equal values of the tensors that are numbers in a program: `weight` and
 * `pos_weight` of the elementwise losses.
 */
interface Group {
  parameters: Record<string, number>;
  members: number[];
}

export async function lossTerm(
  engine: GoldenEngine,
  name: string,
  params: Readonly<Record<string, unknown>>,
  activation: Activation,
  encoded: Record<string, EncodedTensor>,
  inputs: Record<string, Float64Array>,
  held: Holding | undefined,
): Promise<CaseValues> {
  const definition = goldenDefinition(name);
  if (definition.module !== undefined) return moduleValues(await definition.module(), params, encoded, inputs);
  const loss = new GoldenLoss(name);
  // With a target of probabilities the loss is a different one, with a target column per class.
  const layout = caseLayout(definition, encoded, params.dim);
  const lists = Object.fromEntries(
    (definition.perClass ?? []).flatMap((key) => (inputs[key] === undefined ? [] : [[key, [...inputs[key]]]])),
  );
  const own = { ...params, ...lists };
  const further = Object.fromEntries(
    Object.entries(inputs).filter(([key]) => layout.indices[key] === undefined && lists[key] === undefined),
  );
  if (Object.keys(further).length === 0) return wholeCase(engine, loss, own, activation, layout, inputs, held);
  return groupedCase(engine, loss, own, activation, layout, encoded, inputs, further, held);
}

async function wholeCase(
  engine: GoldenEngine,
  loss: GoldenLoss,
  params: Readonly<Record<string, unknown>>,
  activation: Activation,
  layout: CaseLayout,
  inputs: Record<string, Float64Array>,
  held: Holding | undefined,
): Promise<CaseValues> {
  const given = loss.parameters({ ...params, ...(loss.has("dim") && { dim: 1 }) });
  const results: Record<string, { program: LossProgram; values: LossValues }> = {};
  const reductions = ["mean", "sum", ...(loss.has("reduction") ? (["batchmean", "none"] as const) : [])] as const;
  for (const reduction of reductions) {
    const inside = held && activation === "sigmoid" ? "none" : activation;
    const program = loss.compile(given, reduction, inside, layout.sizes, layout.wideTarget);
    const predictions = programColumns(program, true, layout, inputs);
    const targets = programColumns(program, false, layout, inputs);
    const numbers = numericParameters(program, given);
    const values =
      inside === activation
        ? await engine.evaluateLoss(program, predictions, targets, numbers)
        : await onHeldProbability(engine, program, predictions, targets, numbers, held!);
    results[reduction] = { program, values };
  }
  const gradients = (reduction: string) =>
    gradientTensors(results[reduction]!.program, layout, inputs, results[reduction]!.values.gradients);
  const { mean, sum, none = sum, batchmean } = results;
  // A program counts every row of (N, C, d…); torch counts the first dimension.
  const perSample = layout.rows / layout.samples;
  const elements = none!.values.perSample;
  return {
    // One number for the whole batch is the same under every reduction.
    none: elements === null ? Float64Array.of(sum!.values.objective) : elementTensor(sum!.program, layout, elements),
    mean: mean!.values.objective,
    sum: sum!.values.objective,
    ...(batchmean && {
      batchmean: perSample * batchmean.values.objective,
      batchmeanGradients: scaled(gradients("batchmean"), perSample),
    }),
    sumGradients: gradients("sum"),
    meanGradients: gradients("mean"),
    limits: sum!.program.notes.length > 0 || loss.definition.takesLimits === true,
  };
}

function scaled(gradients: Record<string, Float64Array>, factor: number): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(gradients).map(([name, values]) => [name, values.map((v) => factor * v)]));
}

/**
 * An elementwise loss whose program has numbers where the case has tensors: each group of equal
 * numbers is computed separately, then the results are combined.
 */
async function groupedCase(
  engine: GoldenEngine,
  loss: GoldenLoss,
  params: Readonly<Record<string, unknown>>,
  activation: Activation,
  layout: CaseLayout,
  encoded: Record<string, EncodedTensor>,
  inputs: Record<string, Float64Array>,
  further: Record<string, Float64Array>,
  held: Holding | undefined,
): Promise<CaseValues> {
  const { input, target } = inputs as { input: Float64Array; target: Float64Array };
  const count = input.length;
  const values: CaseValues = {
    none: new Float64Array(count),
    mean: count === 0 ? Number.NaN : 0,
    sum: 0,
    sumGradients: { input: new Float64Array(count) },
    meanGradients: { input: new Float64Array(count) },
    limits: false,
  };
  if (layout.rows !== count)
    throw new UnsupportedCaseError(`${loss.definition.golden} takes no ${Object.keys(further)}`);
  for (const { parameters, members } of groups(further, encoded, encoded.input!.shape, count)) {
    const part = {
      input: Float64Array.from(members, (index) => input[index]!),
      target: Float64Array.from(members, (index) => target[index]!),
    };
    const places = Int32Array.from(members, (_, i) => i);
    const own: CaseLayout = { ...layout, rows: members.length, indices: { input: [places], target: [places] } };
    const given = { ...params, ...loss.forEveryLabel(parameters) };
    const some = await wholeCase(engine, loss, given, activation, own, part, held);
    const share = members.length / count;
    values.sum += some.sum;
    values.mean += share * some.mean;
    values.limits ||= some.limits;
    for (const [i, index] of members.entries()) {
      values.none[index] = some.none[i]!;
      values.sumGradients.input![index] = some.sumGradients.input![i]!;
      values.meanGradients.input![index] = share * some.meanGradients.input![i]!;
    }
  }
  return values;
}

/** The loss of σ(logit) rounded by `held`, with the gradient with respect to the logit. */
async function onHeldProbability(
  engine: GoldenEngine,
  program: LossProgram,
  predictions: readonly Float64Array[],
  targets: readonly Float64Array[],
  parameters: ParameterValues,
  held: Holding,
): Promise<LossValues> {
  const probabilities = predictions.map((logits) => logits.map((logit) => held(1 / (1 + Math.exp(-logit)))));
  const values = await engine.evaluateLoss(program, probabilities, targets, parameters);
  return {
    ...values,
    gradients: probabilities.map((column, k) => column.map((p, i) => values.gradients[k]![i]! * p * (1 - p))),
  };
}

function groups(
  perElement: Record<string, Float64Array>,
  encoded: Record<string, EncodedTensor>,
  shape: readonly number[],
  count: number,
): Group[] {
  const places = Object.entries(perElement).map(
    ([name, data]) => [name, data, broadcastIndices(shape, encoded[name]!.shape)] as const,
  );
  const found = new Map<string, Group>();
  for (let index = 0; index < count; index++) {
    const parameters = Object.fromEntries(places.map(([name, data, indices]) => [name, data[indices[index]!]!]));
    const key = JSON.stringify(parameters);
    const group = found.get(key) ?? { parameters, members: [] };
    group.members.push(index);
    found.set(key, group);
  }
  return [...found.values()];
}

/** A loss that is not a graph has a single implementation, in float64, for every engine. */
function moduleValues(
  loss: TensorLoss,
  params: Readonly<Record<string, unknown>>,
  encoded: Record<string, EncodedTensor>,
  inputs: Record<string, Float64Array>,
): CaseValues {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, data]) => [name, { shape: encoded[name]!.shape, data }]),
  );
  const known = loss.parameters.map(({ name }) => name);
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UnsupportedCaseError(`no parameter ${unknown}`);
  const values = loss.evaluate(tensors, params as Readonly<Record<string, ParameterValue>>);
  const flat = (gradients: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(Object.entries(gradients).map(([name, { data }]) => [name, data]));
  return {
    none: values.perSample.data,
    mean: values.mean,
    sum: values.sum,
    sumGradients: flat(values.sumGradients),
    meanGradients: flat(values.meanGradients),
    further: flat(values.further),
    limits: false,
  };
}

/** What an engine makes of one case of losses.json: values and gradients, put together from its terms. */
import { type LossProgram, numericParameters, type ParameterValue, type ParameterValues } from "../../src/language";
import type { Tensor, TensorLoss } from "../../src/losses/tensor";
import { broadcastIndices, type CaseLayout, caseLayout, gradientTensors, programColumns } from "./caseColumns";
import { decodeTensor, type EncodedTensor } from "./encoding";
import type { LossCase } from "./fixtures";
import type { GoldenEngine, LossValues } from "./goldenEngine";
import { type Activation, activationOf, GoldenLoss, goldenDefinition, UnsupportedCaseError } from "./goldenLosses";

export interface CaseValues {
  none: Float64Array;
  mean: number;
  sum: number;
  /** Gradients by input name. */
  sumGradients: Record<string, Float64Array>;
  meanGradients: Record<string, Float64Array>;
  /** Where the loss knows this reduction: sum / rows. */
  batchmean?: number;
  batchmeanGradients?: Record<string, Float64Array>;
  /** What else the loss gives, by name. */
  further?: Record<string, Float64Array>;
  /** Whether the engine says that it returns a limit where torch returns NaN. */
  limits: boolean;
}

type Holding = (value: number) => number;

interface Term {
  coefficient: number;
  loss: string;
  params: Record<string, unknown>;
}

/**
 * Throws UnsupportedCaseError. With `held`, every input, and the probability made of a logit, is first replaced by what that gives for it
 * (`Math.fround`: what float32 holds of it).
 */
export async function caseValues(goldenCase: LossCase, engine: GoldenEngine, held?: Holding): Promise<CaseValues> {
  const inputs = Object.fromEntries(
    Object.entries(goldenCase.inputs).map(([name, tensor]) => {
      const exact = decodeTensor(tensor);
      return [name, held ? exact.map(held) : exact];
    }),
  );
  if (goldenCase.loss === "L1Penalty" || goldenCase.loss === "L2Penalty") {
    const term = { coefficient: 1, loss: goldenCase.loss, params: goldenCase.params };
    const { value, gradients } = await penaltyTerms(engine, [term], inputs);
    const none = Float64Array.of(value);
    return { none, mean: value, sum: value, sumGradients: gradients, meanGradients: gradients, limits: false };
  }
  if (goldenCase.loss !== "Objective") {
    return lossTerm(engine, goldenCase.loss, goldenCase.params, "none", goldenCase.inputs, inputs, held);
  }
  return objective(goldenCase, engine, inputs, held);
}

async function objective(
  { params, inputs: encoded }: LossCase,
  engine: GoldenEngine,
  inputs: Record<string, Float64Array>,
  held: Holding | undefined,
): Promise<CaseValues> {
  const activation = activationOf(params.activation);
  const terms = params.terms as Term[];
  const penalized = params.penalized as string[];
  const isPenalty = ({ loss }: Term) => loss === "L1Penalty" || loss === "L2Penalty";
  const ofLoss = Object.fromEntries(Object.entries(inputs).filter(([name]) => !penalized.includes(name)));
  const total: CaseValues = {
    none: new Float64Array(inputs.input!.length),
    mean: 0,
    sum: 0,
    sumGradients: { input: new Float64Array(inputs.input!.length) },
    meanGradients: { input: new Float64Array(inputs.input!.length) },
    limits: false,
  };
  for (const { coefficient, loss, params: own } of terms.filter((term) => !isPenalty(term))) {
    const values = await lossTerm(engine, loss, own, activation, encoded, ofLoss, held);
    const add = (into: Float64Array, from: Float64Array) => into.set(into.map((v, i) => v + coefficient * from[i]!));
    add(total.none, values.none);
    add(total.sumGradients.input!, values.sumGradients.input!);
    add(total.meanGradients.input!, values.meanGradients.input!);
    total.mean += coefficient * values.mean;
    total.sum += coefficient * values.sum;
    total.limits ||= values.limits;
  }
  const penalties = terms.filter(isPenalty);
  if (penalties.length > 0) {
    const weights = Object.fromEntries(penalized.map((name) => [name, inputs[name]!]));
    const { value, gradients } = await penaltyTerms(engine, penalties, weights);
    total.mean += value;
    total.sum += value;
    Object.assign(total.sumGradients, gradients);
    Object.assign(total.meanGradients, gradients);
  }
  return total;
}

/** All penalties at once on all weights at once, as an engine takes them in a step. */
async function penaltyTerms(engine: GoldenEngine, terms: readonly Term[], weights: Record<string, Float64Array>) {
  let l1 = 0;
  let l2 = 0;
  for (const { coefficient, loss, params } of terms) {
    const factor = Number(loss === "L1Penalty" ? params.beta : params.alpha);
    if (!Number.isFinite(factor)) throw new UnsupportedCaseError(`${loss} without its factor`);
    if (loss === "L1Penalty") l1 += coefficient * factor;
    else l2 += coefficient * factor;
  }
  const names = Object.keys(weights);
  const all = Float64Array.from(names.flatMap((name) => [...weights[name]!]));
  const result = await engine.penalties(all, l1, l2);
  const gradients: Record<string, Float64Array> = {};
  let start = 0;
  for (const name of names) {
    const end = start + weights[name]!.length;
    gradients[name] = Float64Array.from(result.gradient).slice(start, end);
    start = end;
  }
  return { value: result.l1 + result.l2, gradients };
}

/** Elements that share the values of tensors that are numbers in a program: `weight` and `pos_weight` of the elementwise losses. */
interface Group {
  parameters: Record<string, number>;
  members: number[];
}

async function lossTerm(
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
  // A target of probabilities makes another loss of it: its columns are as many as the classes.
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
  const given = loss.parameters({ ...params, ...(params.dim === 0 && { dim: 1 }) });
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
  const elements = none!.values.perSample;
  return {
    // One number for the whole batch is the same under every reduction.
    none: elements === null ? Float64Array.of(sum!.values.objective) : interleaved(elements),
    mean: mean!.values.objective,
    sum: sum!.values.objective,
    ...(batchmean && { batchmean: batchmean.values.objective, batchmeanGradients: gradients("batchmean") }),
    sumGradients: gradients("sum"),
    meanGradients: gradients("mean"),
    limits: sum!.program.notes.length > 0 || loss.definition.takesLimits === true,
  };
}

/** [rows, columns] row-major. */
function interleaved(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]!.length;
  return Float64Array.from(
    { length: rows * columns.length },
    (_, i) => columns[i % columns.length]![Math.floor(i / columns.length)]!,
  );
}

/** An elementwise loss whose program has numbers where the case has tensors: each group of equal numbers by itself, then put together. */
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
    const some = await wholeCase(engine, loss, { ...params, ...parameters }, activation, own, part, held);
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

/** The loss of σ(logit) as `held` keeps it, with the gradient taken on to the logit. */
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

/** A loss that is no graph has one implementation, in float64, whatever the engine. */
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

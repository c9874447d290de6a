/** What an engine makes of one case of losses.json: values and gradients, put together from its terms. */
import { type LossProgram, numericParameters, type ParameterValues } from "../../src/language";
import { decodeTensor, type EncodedTensor } from "./encoding";
import type { LossCase } from "./fixtures";
import type { GoldenEngine, LossValues } from "./goldenEngine";
import { type Activation, activationOf, GoldenLoss, UnsupportedCaseError } from "./goldenLosses";

export interface CaseValues {
  none: Float64Array;
  mean: number;
  sum: number;
  /** Gradients by input name. */
  sumGradients: Record<string, Float64Array>;
  meanGradients: Record<string, Float64Array>;
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

/** Samples that share the values of `weight` and `pos_weight`, which are numbers in a program and tensors in a case. */
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
  const loss = new GoldenLoss(name);
  const { input, target, ...perElement } = inputs;
  if (input === undefined || target === undefined || input.length !== target.length) {
    throw new UnsupportedCaseError(`${name} takes an input and a target of one shape`);
  }
  const count = input.length;
  const values: CaseValues = {
    none: new Float64Array(count),
    mean: count === 0 ? Number.NaN : 0,
    sum: 0,
    sumGradients: { input: new Float64Array(count) },
    meanGradients: { input: new Float64Array(count) },
    limits: false,
  };
  const shape = encoded.input!.shape;
  for (const { parameters, members } of groups(perElement, encoded, shape, count)) {
    const given = loss.parameters({ ...params, ...parameters });
    const logits = Float64Array.from(members, (index) => input[index]!);
    const targets = Float64Array.from(members, (index) => target[index]!);
    const evaluate = (program: LossProgram) =>
      held && activation === "sigmoid"
        ? onHeldProbability(engine, program, logits, targets, numericParameters(program, given), held)
        : engine.evaluateLoss(program, logits, targets, numericParameters(program, given));
    const inside = held ? "none" : activation;
    const program = loss.compile(given, "sum", inside);
    const sum = await evaluate(program);
    const mean = await evaluate(loss.compile(given, "mean", inside));
    if (sum.perSample === null) throw new UnsupportedCaseError(`${name} has no value per sample`);
    const share = members.length / count;
    values.sum += sum.objective;
    values.mean += share * mean.objective;
    values.limits ||= program.notes.length > 0;
    for (const [i, index] of members.entries()) {
      values.none[index] = sum.perSample[i]!;
      values.sumGradients.input![index] = sum.gradient[i]!;
      values.meanGradients.input![index] = share * mean.gradient[i]!;
    }
  }
  return values;
}

/** The loss of σ(logit) as `held` keeps it, with the gradient taken on to the logit. */
async function onHeldProbability(
  engine: GoldenEngine,
  program: LossProgram,
  logits: Float64Array,
  targets: Float64Array,
  parameters: ParameterValues,
  held: Holding,
): Promise<LossValues> {
  const probabilities = logits.map((logit) => held(1 / (1 + Math.exp(-logit))));
  const values = await engine.evaluateLoss(program, probabilities, targets, parameters);
  return { ...values, gradient: probabilities.map((p, i) => values.gradient[i]! * p * (1 - p)) };
}

/** Tensors that broadcast from the right over `shape`. */
function groups(
  perElement: Record<string, Float64Array>,
  encoded: Record<string, EncodedTensor>,
  shape: readonly number[],
  count: number,
): Group[] {
  const found = new Map<string, Group>();
  for (let index = 0; index < count; index++) {
    const parameters = Object.fromEntries(
      Object.entries(perElement).map(([name, data]) => [
        name,
        data[broadcastIndex(index, shape, encoded[name]!.shape)]!,
      ]),
    );
    const key = JSON.stringify(parameters);
    const group = found.get(key) ?? { parameters, members: [] };
    group.members.push(index);
    found.set(key, group);
  }
  return [...found.values()];
}

function broadcastIndex(index: number, shape: readonly number[], smaller: readonly number[]): number {
  let rest = index;
  let stride = 1;
  let result = 0;
  for (let axis = 1; axis <= shape.length; axis++) {
    const size = shape.at(-axis)!;
    const own = smaller.at(-axis) ?? 1;
    if (own !== 1) {
      result += (rest % size) * stride;
      stride *= own;
    }
    rest = Math.floor(rest / size);
  }
  return result;
}

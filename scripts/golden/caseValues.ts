/**
 * Computes one case of losses.json on an engine: values and gradients, combined from the case's
 * terms.
 */
import { decodeTensor } from "./encoding";
import type { LossCase } from "./fixtures";
import type { GoldenEngine } from "./goldenEngine";
import { activationOf, UnsupportedCaseError } from "./goldenLosses";
import { type CaseValues, type Holding, lossTerm } from "./lossValues";

export type { CaseValues } from "./lossValues";

interface Term {
  coefficient: number;
  loss: string;
  params: Record<string, unknown>;
}

/**
 * Throws UnsupportedCaseError. If `held` is given, every input, and every probability computed from
 * a logit, is first replaced by `held` of it (`Math.fround`: its float32 value).
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
  const parts: { coefficient: number; values: CaseValues }[] = [];
  for (const { coefficient, loss, params: own } of terms.filter((term) => !isPenalty(term))) {
    parts.push({
      coefficient,
      values: await lossTerm(engine, loss, own, activation, encoded, ofLoss, held),
    });
  }
  // One number for the whole batch is added to every element of the others.
  const elements = parts.map(({ values }) => values.none.length).find((length) => length !== 1) ?? 1;
  const total: CaseValues = {
    none: new Float64Array(elements),
    mean: 0,
    sum: 0,
    sumGradients: { input: new Float64Array(inputs.input!.length) },
    meanGradients: { input: new Float64Array(inputs.input!.length) },
    limits: parts.some(({ values }) => values.limits),
  };
  for (const { coefficient, values } of parts) {
    const add = (into: Float64Array, from: (i: number) => number) =>
      into.set(into.map((value, i) => value + coefficient * from(i)));
    add(total.none, (i) => values.none[values.none.length === 1 ? 0 : i]!);
    add(total.sumGradients.input!, (i) => values.sumGradients.input![i]!);
    add(total.meanGradients.input!, (i) => values.meanGradients.input![i]!);
    total.mean += coefficient * values.mean;
    total.sum += coefficient * values.sum;
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

/** All penalties on all weights at once, as an engine applies them in a step. */
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

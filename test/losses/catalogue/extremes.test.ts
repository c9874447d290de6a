import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnOutput,
  createEvaluator,
  type FloatArrayConstructor,
  type LossProgram,
  numericParameters,
  type ProgramInput,
} from "../../../src/language";
import { lossOnOutputs, networkFit } from "../../../src/losses";
import type { LossDefinition } from "../../../src/losses/definition";
import type { Tensor } from "../../../src/losses/tensor";
import { everyLoss, graphLosses, type Parameters, programsOf, sizedLosses } from "./everyLoss";
import { moduleBatch } from "./moduleBatch";

/**
 * float32's largest number: anything larger must be an infinity in float32, and nothing else may
 * be.
 */
const FLOAT32_MAX = 3.4028234663852886e38;

/**
 * The ends of the range of each kind of prediction. e^−103 is float32's smallest number, e^88.7 its
 * largest; σ(37) is 1 in float64.
 */
const logits = [-120, -104, -89, -37, -1e-30, 0, 37, 89, 120];
const ends: Readonly<Record<LossDefinition["prediction"], readonly number[]>> = {
  probability: [0, 1e-300, 1e-44, 1e-8, 0.5, 1 - 1e-7, 1 - 1e-16, 1],
  logit: logits,
  "class-logits": logits,
  "class-log-probabilities": [-120, -89, -1e-30, 0],
  // Logarithms: e^88 is the largest that float32 holds, and beyond it torch's 0 · e^x is NaN.
  rate: logits.filter((z) => Math.abs(z) < 88),
  "log-mean": logits.filter((z) => Math.abs(z) < 88),
  "mean-and-variance": [0, 1e-300, 1e-12, 1, 120],
  distance: [0, 1e-300, 1, 120],
  "score-pair": logits,
  vectors: [-120, -1e-30, 0, 1, 120],
  "log-distribution": [-120, -1e-30, 0],
  sequence: logits,
  features: logits,
};

function labelRows({ labels }: LossDefinition, width: number, classes: number): number[][] {
  const all = Array.from({ length: classes }, (_, k) => k);
  switch (labels) {
    case "zero-one":
      return [[0], [1]];
    case "plus-minus-one":
      return [[-1], [1]];
    case "class-index":
      return all.map((k) => [k]);
    case "one-hot":
      return [...all.map((k) => all.map((j) => Number(j === k))), all.map(() => 0), all.map(() => 1)];
    case "label-list":
      return [...all.map((k) => all.map((_, place) => (place === 0 ? k : -1))), all, all.map(() => -1)];
    case "number":
    case "not-negative":
    case "positive":
      return [[0], [1], [100]];
    case "distribution":
      return all.map((k) => Array.from({ length: width }, (_, j) => Number(j === k)));
    default:
      return [[]];
  }
}

const widthOf = (inputs: readonly ProgramInput[]) =>
  inputs.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);

/**
 * With every label: all columns at the same end, one column at one end and the others at another,
 * and the ends in sequence.
 */
function extremeBatch(loss: LossDefinition, { inputs }: LossProgram, classes: number, points: readonly number[]) {
  const width = widthOf(inputs.filter((input) => input.differentiable));
  const labelWidth = widthOf(inputs.filter((input) => !input.differentiable));
  const columns = Array.from({ length: width }, (_, k) => k);
  const rows = points.flatMap((one, i) => [
    columns.map(() => one),
    ...points.flatMap((other) => columns.map((k) => columns.map((j) => (j === k ? one : other)))),
    columns.map((k) => points[(i + k) % points.length]!),
  ]);
  const all = labelRows(loss, labelWidth, classes).flatMap((label) => rows.map((row) => ({ row, label })));
  return {
    predictions: columns.map((k) => all.map(({ row }) => row[k]!)),
    targets: Array.from({ length: labelWidth }, (_, k) => all.map(({ label }) => label[k]!)),
    count: all.length,
  };
}

type Extremes = ReturnType<typeof extremeBatch>;

/** All outputs of the program, by name. */
function evaluate(
  program: LossProgram,
  parameters: Parameters,
  { predictions, targets, count }: Extremes,
  ArrayType: FloatArrayConstructor,
) {
  const result = createEvaluator(program.batch, ArrayType).evaluate({
    predictions: predictions.map((values) => ArrayType.from(values)),
    targets: targets.map((values) => ArrayType.from(values)),
    count,
    parameters: numericParameters(program, parameters),
  });
  const numbers = (name: string) => {
    const value = result[name];
    return typeof value === "number" ? [value] : Array.from(value ?? []);
  };
  return Object.fromEntries(
    ["objective", "perSample", ...predictions.map((_, k) => columnOutput("gradient", k))].map((name) => [
      name,
      numbers(name),
    ]),
  );
}

function expectHolds(program: LossProgram, parameters: Parameters, batch: Extremes) {
  for (const [name, values] of Object.entries(evaluate(program, parameters, batch, Float64Array))) {
    for (const [i, value] of values.entries()) {
      if (!Number.isFinite(value)) expect.fail(`${placeOf(batch, name, i)}: ${value}`);
    }
  }
  const held = { ...batch, predictions: batch.predictions.map((column) => column.map(Math.fround)) };
  const exact = evaluate(program, parameters, held, Float64Array);
  for (const [name, values] of Object.entries(evaluate(program, parameters, held, Float32Array))) {
    for (const [i, value] of values.entries()) {
      const wanted = exact[name]![i]!;
      // A mean is computed from a sum, which overflows first.
      const overflows = Math.abs(wanted) * batch.count >= FLOAT32_MAX;
      if (Number.isFinite(value) || (overflows && value === Math.sign(wanted) * Infinity)) continue;
      expect.fail(`${placeOf(held, name, i)}: ${wanted} in float64, ${value} in float32`);
    }
  }
}

function placeOf({ predictions, targets }: Extremes, name: string, i: number): string {
  const at = (columns: readonly number[][]) => columns.map((column) => column[i]).join(", ");
  return `${name} at ${at(predictions)} for ${at(targets)}`;
}

/**
 * Some float32 roundings of numbers of order 1, whose difference may be the value: log-cosh
 * subtracts ln 2.
 */
const BELOW_ZERO = 1e-6;

/**
 * 0 · ∞ in torch and therefore here: (1 − p_t)^γ of a probability for 0 < γ < 1, whose slope at p_t
 * = 1 is infinite while the cross entropy is 0 (the golden files hold its NaN), and p_t^q, where
 * the smallest float32 gives a slope beyond float32's range.
 */
const NAN_IN_TORCH: Readonly<Record<string, string>> = { focal: "gamma", "poly1-focal": "gamma", gce: "q" };

/**
 * The defaults, and each slider at its ends and one step above the lower end: the smallest γ that
 * is not 0.
 */
function parameterEnds({ id, sliders }: LossDefinition): Parameters[] {
  const ends = Object.entries(sliders)
    .filter(([name]) => NAN_IN_TORCH[id] !== name)
    .flatMap(([name, { min, max, step }]) => [min, min + step, max].map((value) => ({ [name]: value })));
  return [{}, ...ends];
}

describe.each(sizedLosses)("$title at the ends of its range", (sized) => {
  const programAt = programsOf(sized);
  const { loss, sizes } = sized;

  it("has a finite value and gradient wherever float32 has a number for it", () => {
    const batch = extremeBatch(loss, programAt({}), sizes.classes, ends[loss.prediction]);
    for (const parameters of parameterEnds(loss)) expectHolds(programAt(parameters), parameters, batch);
  });

  if (loss.mayBeNegative !== true)
    it("is never negative", () => {
      const batch = extremeBatch(loss, programAt({}), sizes.classes, ends[loss.prediction]);
      for (const ArrayType of [Float64Array, Float32Array]) {
        const { perSample = [], objective } = evaluate(programAt({}), {}, batch, ArrayType);
        for (const value of [...perSample, ...objective!]) expect(value).toBeGreaterThanOrEqual(-BELOW_ZERO);
      }
    });

  if (networkFit(loss).trains)
    it("is finite on a network's outputs up to ±120", () => {
      const batch = extremeBatch(loss, lossOnOutputs(loss, programAt({})), sizes.classes, logits);
      for (const parameters of parameterEnds(loss)) {
        expectHolds(lossOnOutputs(loss, programAt(parameters)), parameters, batch);
      }
    });
});

const modules = everyLoss.filter((loss) => loss.module !== undefined);

describe.each(modules)("$id at the ends of its range", (loss) => {
  it("has finite values and gradients", async () => {
    const module = await loss.module!();
    fc.assert(
      fc.property(moduleBatch(loss.id, 120), ({ inputs, parameters }) => {
        const { perSample, mean, sum, sumGradients, meanGradients } = module.evaluate(inputs, parameters);
        const tensors: Tensor[] = [perSample, ...Object.values(sumGradients), ...Object.values(meanGradients)];
        const all = [mean, sum, ...tensors.flatMap(({ data }) => [...data])];
        expect(all.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

it("every loss is tested at its ends, as a graph or as a module", () => {
  expect(graphLosses.length + modules.length).toBe(everyLoss.length);
});

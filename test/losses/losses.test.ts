import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compileLoss,
  createEvaluator,
  type FloatArrayConstructor,
  type LossProgram,
  numericParameters,
  type ParameterValue,
  programFits,
} from "../../src/language";
import { type LossDefinition, losses } from "../../src/losses";
import { lossOnLogit } from "../../src/losses/onNetwork";

interface Tensor {
  shape: number[];
  data: (number | string)[];
}
interface GoldenCase {
  id: string;
  loss: string;
  params: Record<string, ParameterValue>;
  inputs: Record<string, Tensor>;
  expected: { none: Tensor; mean: number; sum: number };
  grad: { input: Tensor };
  tags?: string[];
}

const golden = JSON.parse(readFileSync(new URL("../fixtures/golden/losses.json", import.meta.url), "utf8")) as {
  cases: GoldenCase[];
};

/** The golden files' float64 tolerance: |a − b| ≤ 1e−12 + 1e−10·|b|. */
const FLOAT64 = { absolute: 1e-12, relative: 1e-10 };
/**
 * A central difference of step h errs by h²·f‴/6 and by rounding of f / h: at h = 1e−5 about 1e−10 · (the third derivative, up to some
 * thousands near p = 0.05) and 1e−11 · f.
 */
const CENTRAL_DIFFERENCE = { step: 1e-5, absolute: 1e-6, relative: 1e-6 };
/** Reading a loss takes a few milliseconds; a slow or busy machine gets ten times that. */
const MAX_COMPILE_MS = 50;
/** Some roundings in float32 of numbers of order 1, whose difference a value may be: log-cosh takes ln 2 off. */
const BELOW_ZERO = 1e-6;
/** e^88.7 is float32's largest number. */
const FLOAT32_EXPONENT = 88;
/** Sliders that go from one side of 0 to the other have steps of 0.05. */
const NEAREST_TO_ZERO = 0.01;
/** Kinks are kept this far away, in units of the prediction: many steps of the central difference. */
const KINK_MARGIN = 1e-3;
/** Beside p = clip the asymmetric loss goes like (p − clip)^(1 + γ₋), whose third and fourth derivatives stay large for longer when γ₋ is small. */
const ASYMMETRIC_MARGIN = 0.1;

const table: readonly LossDefinition[] = losses;
const sample = (program: LossProgram, parameters: Record<string, number>, target: number) => {
  const evaluator = createEvaluator(program.sample, Float64Array);
  return (prediction: number) => {
    const result = evaluator.evaluate({
      predictions: [Float64Array.of(prediction)],
      targets: [Float64Array.of(target)],
      count: 1,
      parameters,
    });
    const at = (name: string) => (result[name] as Float64Array)[0]!;
    return { value: at("value"), slope: at("slope"), curvature: at("curvature") };
  };
};

function expectClose(actual: number, expected: number, tolerance: { absolute: number; relative: number }, what = "") {
  const allowed = tolerance.absolute + tolerance.relative * Math.abs(expected);
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(allowed);
}

const labelsOf = (loss: LossDefinition) => (loss.labels === "plus-minus-one" ? [-1, 1] : [0, 1]);

/** Predictions at which the loss or its derivatives jump, for the two labels and the parameters at hand. */
function kinks(loss: LossDefinition, parameters: Record<string, number>, target: number): number[] {
  switch (loss.id) {
    case "l1":
    case "mape":
    case "quantile":
    case "expectile":
    // Balanced L1 has a corner in its third derivative there, by e^(γ/α).
    case "balanced-l1":
      return [target];
    case "smape":
      return [target, 0, parameters.eps! - target];
    case "epsilon-insensitive":
      return [target - parameters.epsilon!, target, target + parameters.epsilon!];
    case "tukey":
      return [target - parameters.c!, target + parameters.c!];
    case "smooth-l1":
      return [target - parameters.beta!, target, target + parameters.beta!];
    case "huber":
      return [target - parameters.delta!, target, target + parameters.delta!];
    case "hinge":
    case "squared-hinge":
      return [parameters.margin! * target];
    case "smooth-hinge":
      return [target, (1 - parameters.beta!) * target];
    case "modified-huber":
      return [target, -target];
    case "ramp":
      return [target, parameters.s! * target];
    case "asymmetric":
      return target === 0 ? [Math.log(parameters.clip! / (1 - parameters.clip!))] : [];
    case "adaptive-focal":
      return [(2 * target - 1) * Math.log(parameters.threshold! / (1 - parameters.threshold!))];
    case "perceptron":
    case "zero-one":
      return [0];
    default:
      return [];
  }
}

function keepsClear(loss: LossDefinition, parameters: Record<string, number>, target: number, prediction: number) {
  const margin = loss.id === "asymmetric" ? ASYMMETRIC_MARGIN : KINK_MARGIN;
  return kinks(loss, parameters, target).every((kink) => Math.abs(prediction - kink) > margin);
}

/** A prediction, a label and a value for every slider; away from kinks, and from γ < 1 where slopes are infinite at p_t = 1. */
const point = (loss: LossDefinition) =>
  fc
    .record({
      prediction:
        loss.prediction === "probability"
          ? fc.double({ min: 0.05, max: 0.95, noNaN: true })
          : fc.double({ min: -6, max: 6, noNaN: true }),
      target: fc.constantFrom(...labelsOf(loss)),
      parameters: fc.record(
        Object.fromEntries(
          Object.entries(loss.sliders).map(([name, { min, max }]) => [
            name,
            // At 0 itself a scale or an exponent may have a kink of its own.
            fc
              .double({ min: min < 0 ? min : Math.max(min, 0.05), max, noNaN: true })
              .map((value) => (Math.abs(value) < NEAREST_TO_ZERO ? 0 : value)),
          ]),
        ),
      ) as fc.Arbitrary<Record<string, number>>,
    })
    .filter(({ prediction, target, parameters }) => keepsClear(loss, parameters, target, prediction));

it("no two losses share an id", () => {
  expect(new Set(table.map((loss) => loss.id)).size).toBe(table.length);
});

/** Losses that take one number and one label of each sample, and give one number back. */
const elementwise = table.filter(
  ({ prediction, inputs, view = "curve" }) =>
    ["probability", "logit", "rate"].includes(prediction) && inputs === undefined && view === "curve",
);

describe.each(elementwise.map((loss) => ({ name: loss.id, loss })))("the loss $name", ({ loss }) => {
  const program = compileLoss(loss.source);
  const defaults = numericParameters(program, {});
  /** Read on the right side of the source's `if`s. */
  const programAt = (parameters: Record<string, number>) =>
    programFits(program, parameters) ? program : compileLoss(loss.source, { parameters });

  it("reads in a blink and reduces by the mean", () => {
    const begun = performance.now();
    compileLoss(loss.source);
    expect(performance.now() - begun).toBeLessThan(MAX_COMPILE_MS);
    expect(program.reduction).toBe("mean");
    expect(program.pointwise).toBe(true);
  });

  it("has sliders for its own numbers alone, defaults and landmarks within reach", () => {
    expect(Object.keys(loss.sliders).sort()).toEqual(Object.keys(defaults).sort());
    for (const [name, slider] of Object.entries(loss.sliders)) {
      expect(slider.min).toBeLessThan(slider.max);
      if (slider.scale === "log") expect(slider.min).toBeGreaterThan(0);
      const landmarks = (slider.landmarks ?? []).map(({ value }) => value).filter((value) => typeof value === "number");
      for (const value of [defaults[name]!, ...landmarks]) {
        expect(value).toBeGreaterThanOrEqual(slider.min);
        expect(value).toBeLessThanOrEqual(slider.max);
      }
    }
  });

  // Weights per element are given as tensors in torch; a loss of the catalogue has none, and pos_weight is one number.
  const cases = golden.cases.filter(
    (example) =>
      example.loss === loss.golden &&
      example.inputs.weight === undefined &&
      new Set(example.inputs.pos_weight?.data ?? [0]).size === 1,
  );

  it.runIf(loss.golden !== undefined)("has golden values from PyTorch", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)("gives PyTorch's values and gradients in $id", (example) => {
    const posWeight = example.inputs.pos_weight?.data[0];
    const given = { ...example.params, ...(posWeight === undefined ? {} : { pos_weight: Number(posWeight) }) };
    const prediction = Float64Array.from(example.inputs.input!.data, Number);
    const target = Float64Array.from(example.inputs.target!.data, Number);
    // Where torch itself gives NaN, a limit may stand in its place.
    const close = (actual: number, expected: number | string, what: string) => {
      const wanted = Number(expected);
      if (Number.isFinite(wanted)) expectClose(actual, wanted, FLOAT64, what);
      else expect(Object.is(actual, wanted) || (example.tags ?? []).includes("nonfinite")).toBe(true);
    };
    for (const reduction of ["mean", "sum", "none"] as const) {
      const own = compileLoss(loss.source, { parameters: given, reduction });
      const result = createEvaluator(own.batch, Float64Array).evaluate({
        predictions: [prediction],
        targets: [target],
        count: prediction.length,
        parameters: numericParameters(own, given),
      });
      const perSample = result.perSample as Float64Array;
      example.expected.none.data.forEach((value, i) => {
        close(perSample[i]!, value, `value ${i}`);
      });
      close(result.objective as number, reduction === "sum" ? example.expected.sum : example.expected.mean, reduction);
      const gradient = result.gradient as Float64Array;
      const scale = reduction === "sum" ? 1 : prediction.length;
      example.grad.input.data.forEach((value, i) => {
        close(gradient[i]! * scale, value, `gradient ${i}`);
      });
    }
  });

  it("has the slope and the curvature that central differences find", () => {
    fc.assert(
      fc.property(point(loss), ({ prediction, target, parameters }) => {
        const at = sample(programAt(parameters), parameters, target);
        const { step } = CENTRAL_DIFFERENCE;
        const [before, here, after] = [at(prediction - step), at(prediction), at(prediction + step)];
        expectClose(here.slope, (after.value - before.value) / (2 * step), CENTRAL_DIFFERENCE, "slope");
        // torch's BCE has the gradient of the unclamped logarithm's quotient; its derivative is what ours is held to.
        expectClose(here.curvature, (after.slope - before.slope) / (2 * step), {
          ...CENTRAL_DIFFERENCE,
          absolute: 1e-4,
        });
      }),
    );
  });

  it("has, as a function of the logit, the gradient that central differences find", () => {
    fc.assert(
      fc.property(point(loss), fc.double({ min: -4, max: 4, noNaN: true }), ({ target, parameters }, z) => {
        const prediction = loss.prediction === "probability" ? 1 / (1 + Math.exp(-z)) : z;
        const own = programAt(parameters);
        const logit = lossOnLogit(loss, own);
        fc.pre(keepsClear(loss, parameters, target, prediction));
        const at = sample(logit, parameters, target);
        const { step } = CENTRAL_DIFFERENCE;
        const [before, here, after] = [at(z - step), at(z), at(z + step)];
        expectClose(here.slope, (after.value - before.value) / (2 * step), CENTRAL_DIFFERENCE, "slope");
        const batch = createEvaluator(logit.batch, Float64Array).evaluate({
          predictions: [Float64Array.of(z, z)],
          targets: [Float64Array.of(target, target)],
          count: 2,
          parameters,
        });
        expectClose((batch.gradient as Float64Array)[1]! * 2, here.slope, FLOAT64, "batch");
      }),
    );
  });

  it.each([
    ["Float64Array", Float64Array],
    ["Float32Array", Float32Array],
  ] as [string, FloatArrayConstructor][])("stays finite at the ends of its range (%s)", (_name, ArrayType) => {
    const exponential = loss.id === "exponential" || loss.prediction === "rate";
    const ends =
      loss.prediction === "probability"
        ? [0, 1e-300, 1e-30, 1e-8, 0.5, 1 - 1e-16, 1]
        : [-120, -89, -37, 0, 37, 89, 120].filter((z) => !exponential || Math.abs(z) < FLOAT32_EXPONENT);
    const logits = [-120, -89, -37, 0, 37, 89, 120];
    const programs = [
      { program, points: ends },
      ...(loss.prediction === "probability" ? [{ program: lossOnLogit(loss, program), points: logits }] : []),
    ];
    for (const { program: form, points } of programs) {
      for (const label of labelsOf(loss)) {
        const result = createEvaluator(form.batch, ArrayType).evaluate({
          predictions: [ArrayType.from(points)],
          targets: [new ArrayType(points.length).fill(label)],
          count: points.length,
          parameters: defaults,
        });
        expect(Number.isFinite(result.objective)).toBe(true);
        expect([...(result.gradient as Float64Array)].every(Number.isFinite)).toBe(true);
        // The log-likelihood of a rate leaves out what depends on the label alone, and may be negative.
        if (loss.prediction !== "rate")
          expect([...(result.perSample as Float64Array)].every((value) => value >= -BELOW_ZERO)).toBe(true);
      }
    }
  });
});

describe("a program read at some parameters", () => {
  it.each([
    ["sigmoid-focal", { alpha: -1 }, { alpha: 0.25 }],
    ["smooth-l1", { beta: 0 }, { beta: 1 }],
  ] as [string, Record<string, number>, Record<string, number>][])(
    "fits %s on its side of an if, not on the other",
    (id, first, second) => {
      const { source } = table.find((loss) => loss.id === id)!;
      for (const [own, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const program = compileLoss(source, { parameters: own });
        expect(programFits(program, own)).toBe(true);
        expect(programFits(program, other)).toBe(false);
        expect(programFits(program, { ...own, gamma: 3.5 })).toBe(true);
      }
    },
  );

  it("does not fit where a fixed choice changes, or a number is no longer one", () => {
    const program = compileLoss(table.find((loss) => loss.id === "bce-logits")!.source);
    expect(programFits(program, { weight: null })).toBe(true);
    expect(programFits(program, { weight: 2 })).toBe(false);
    expect(programFits(program, { pos_weight: null })).toBe(false);
  });
});

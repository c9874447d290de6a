/**
 * Next to the values of a parameter at which a loss has another formula or divides by zero, it has
 * the value that it has there, on both precisions. Limits are compared with limits: a wrong digit
 * of a difference that cancels shows as a jump.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCpuBackend } from "../../../src/engine/cpu";
import {
  columnOutput,
  createEvaluator,
  type Evaluator,
  type FloatArrayConstructor,
  type LossProgram,
  numericParameters,
} from "../../../src/language";
import type { LossDefinition } from "../../../src/losses";
import { type Batch, batchOf } from "./arbitrary";
import { type Parameters, programsOf, type SizedLoss, sizedLosses } from "./everyLoss";

/**
 * Divisors that a loss depends on as 1/ε: what they change next to their smallest value is no
 * rounding.
 */
const DIVISORS = new Set(["mape.eps"]);
/** Distances from a special value, down to those that float32 has no numbers for. */
const NEAR = [1e-3, 1e-5, 1e-7, 1e-9, 1e-12, 1e-20, 1e-50];
/** How much faster than over the first distance a loss may change over a shorter one. */
const STEEPER = 8;
/** Rounding, relative to the largest value: of float64 through dozens of operations, of float32. */
const FLOAT64 = 1e-9;
const FLOAT32 = 2e-4;

const cpu = createCpuBackend();

/** 0, 1, 2, −1, the ends and the landmarks: values with a formula of their own or next to one. */
function specialValues({ id, sliders }: LossDefinition): [name: string, value: number][] {
  return Object.entries(sliders).flatMap(([name, { min, max, step, landmarks = [] }]) => {
    if (Number.isInteger(step) || DIVISORS.has(`${id}.${name}`)) return []; // counts
    const marked = landmarks.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
    const values = new Set([min, max, -1, 0, 1, 2, ...marked]);
    return [...values]
      .filter((value) => value >= min && value <= max)
      .map((value) => [name, value] as [string, number]);
  });
}

const ROWS = 24;

/** Ordinary predictions, the same for every program of the loss, that float32 holds. */
function pointsOf(sized: SizedLoss, program: LossProgram): Batch {
  const [batch] = fc.sample(batchOf(sized, program, ROWS), { numRuns: 1, seed: 7 });
  return { ...batch!, predictions: batch!.predictions.map((column) => column.map(Math.fround)) };
}

type Numbers = Readonly<Record<string, readonly number[]>>;

function outputsOf(program: LossProgram): string[] {
  const gradients = Array.from({ length: program.predictionColumns }, (_, k) => columnOutput("gradient", k));
  return ["objective", ...gradients];
}

function numbersOf(
  program: LossProgram,
  parameters: Parameters,
  points: Batch,
  ArrayType: FloatArrayConstructor,
  evaluator: Evaluator,
): Numbers {
  const result = evaluator.evaluate({
    predictions: points.predictions.map((column) => ArrayType.from(column)),
    targets: points.targets.map((column) => ArrayType.from(column)),
    count: points.rows,
    parameters: numericParameters(program, parameters),
  });
  return Object.fromEntries(
    outputsOf(program).map((name) => {
      const value = result[name]!;
      return [name, typeof value === "number" ? [value] : Array.from(value)];
    }),
  );
}

/** The largest difference of any output, relative to the output's largest value; NaN differs. */
function difference(found: Numbers, expected: Numbers): number {
  let most = 0;
  for (const [name, values] of Object.entries(expected)) {
    const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
    for (const [i, value] of values.entries()) {
      const apart = Math.abs(found[name]![i]! - value) / size;
      most = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
    }
  }
  return most;
}

describe.each(sizedLosses.filter(({ loss }) => specialValues(loss).length > 0))("$title", (sized) => {
  const programOf = programsOf(sized);
  it.each(specialValues(sized.loss))("is continuous at %s = %d, in float64 and float32", (name, value) => {
    const { min, max } = sized.loss.sliders[name]!;
    const exactAt = (parameters: Parameters) => {
      const program = programOf(parameters);
      return numbersOf(
        program,
        parameters,
        pointsOf(sized, program),
        Float64Array,
        createEvaluator(program.batch, Float64Array),
      );
    };
    const there = exactAt({ [name]: value });
    const faults: string[] = [];
    for (const side of [-1, 1]) {
      const near = NEAR.map((distance) => value + side * distance).filter(
        (each) => each !== value && each >= min && each <= max,
      );
      const change = near.length === 0 ? 0 : difference(exactAt({ [name]: near[0]! }), there);
      for (const each of near) {
        const share = Math.abs(each - value) / Math.abs(near[0]! - value);
        const exact = exactAt({ [name]: each });
        const jump = difference(exact, there);
        if (!(jump <= FLOAT64 + STEEPER * share * change)) faults.push(`float64 at ${each}: ${jump}`);
      }
      for (const each of [value, ...near]) {
        const parameters = { [name]: each };
        const program = programOf(parameters);
        const exact = exactAt(parameters);
        const points = pointsOf(sized, program);
        const plain = numbersOf(
          program,
          parameters,
          points,
          Float32Array,
          createEvaluator(program.batch, Float32Array),
        );
        const wasm = numbersOf(
          program,
          parameters,
          points,
          Float32Array,
          cpu.createEvaluator!(program.batch, outputsOf(program)),
        );
        for (const [engine, found] of Object.entries({ plain, wasm })) {
          const apart = difference(found, exact);
          if (!(apart <= FLOAT32)) faults.push(`${engine} float32 at ${each}: ${apart}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });
});

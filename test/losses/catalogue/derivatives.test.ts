import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { columnOutput, createEvaluator, type LossProgram, numericParameters } from "../../../src/language";
import { LossOnLogits, logitGraphs, networkFit } from "../../../src/losses";
import { expectCentralDifferences } from "../tensorGolden";
import { type Batch, batchOf, between, hasNoMean, parametersOf } from "./arbitrary";
import { DIFFERENCE, derivativeOf, OFFSETS } from "./centralDifference";
import { everyLoss, graphLosses, programsOf, sizedLosses } from "./everyLoss";
import { moduleBatch } from "./moduleBatch";

const RUNS = 60;
const ROWS = 3;
/** Every number of every tensor is changed in both directions: some fifty evaluations per run. */
const MODULE_RUNS = 10;
const MODULE_REACH = 2;

/**
 * Counts the compared components and those on corners, so that a loss with nothing but corners is
 * noticed.
 */
function comparison() {
  const seen = { compared: 0, corners: 0 };
  return {
    seen,
    check(actual: number, values: readonly number[], what: string): void {
      const expected = derivativeOf(values);
      if (expected === null) {
        seen.corners++;
        return;
      }
      seen.compared++;
      // The values' own rounding, which grows with the values.
      const scale = Math.max(Math.abs(expected), Math.abs(values[2]!));
      const allowed = DIFFERENCE.absolute + DIFFERENCE.relative * scale;
      if (!(Math.abs(actual - expected) <= allowed)) expect.fail(`${what}: expected ${expected}, got ${actual}`);
    },
  };
}

const evaluators = new WeakMap<
  LossProgram,
  { batch: ReturnType<typeof createEvaluator>; sample: ReturnType<typeof createEvaluator> }
>();
function evaluatorsOf(program: LossProgram) {
  const known = evaluators.get(program);
  if (known !== undefined) return known;
  const made = {
    batch: createEvaluator(program.batch, Float64Array),
    sample: createEvaluator(program.sample, Float64Array),
  };
  evaluators.set(program, made);
  return made;
}

const column = (values: readonly number[]) => Float64Array.from(values);

describe.each(sizedLosses)("the derivatives of $title", (sized) => {
  const { loss } = sized;
  const programAt = programsOf(sized);
  const first = programAt({});
  const { seen, check } = comparison();

  afterAll(() => {
    expect(seen.compared, "more points than corners").toBeGreaterThan(seen.corners);
  });

  it("of one sample, first and second, equal differences for every column and any parameters", () => {
    fc.assert(
      fc.property(batchOf(sized, first, 1), parametersOf(loss), (sample, parameters) => {
        fc.pre(!hasNoMean(parameters, sample));
        const program = programAt(parameters);
        const around = aroundEachColumn(sample);
        const result = evaluatorsOf(program).sample.evaluate({
          ...around,
          parameters: numericParameters(program, parameters),
        });
        const five = (name: string, k: number) =>
          Array.from((result[name] as Float64Array).subarray(k * OFFSETS.length, (k + 1) * OFFSETS.length));
        for (let k = 0; k < program.predictionColumns; k++) {
          const slopes = five(columnOutput("slope", k), k);
          check(slopes[2]!, five("value", k), `slope of column ${k}`);
          if (result.curvature !== undefined) check(five("curvature", k)[2]!, slopes, "curvature");
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("of a batch's objective equal differences for every sample and column", () => {
    fc.assert(
      fc.property(batchOf(sized, first, ROWS), parametersOf(loss), (batch, parameters) => {
        fc.pre(!hasNoMean(parameters, batch));
        const program = programAt(parameters);
        const { batch: evaluator } = evaluatorsOf(program);
        const numbers = numericParameters(program, parameters);
        const targets = batch.targets.map(column);
        const at = (predictions: readonly (readonly number[])[]) =>
          evaluator.evaluate({ predictions: predictions.map(column), targets, count: ROWS, parameters: numbers });
        const result = at(batch.predictions);
        const gradients = batch.predictions.map((_, k) =>
          Array.from(result[columnOutput("gradient", k)] as Float64Array),
        );
        for (const [k, values] of batch.predictions.entries()) {
          for (const [row, value] of values.entries()) {
            const objectives = OFFSETS.map(
              (by) => at(batch.predictions.with(k, values.with(row, value + by))).objective,
            );
            check(gradients[k]![row]!, objectives as number[], `gradient of column ${k}, row ${row}`);
          }
        }
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

/**
 * One sample in several copies: five for each prediction column, with that column shifted by the
 * offsets.
 */
function aroundEachColumn({ predictions, targets }: Batch) {
  const count = predictions.length * OFFSETS.length;
  const moved = (k: number, i: number) => (Math.floor(i / OFFSETS.length) === k ? OFFSETS[i % OFFSETS.length]! : 0);
  return {
    predictions: predictions.map(([value], k) => Float64Array.from({ length: count }, (_, i) => value! + moved(k, i))),
    targets: targets.map(([value]) => new Float64Array(count).fill(value!)),
    count,
  };
}

const trainable = graphLosses.filter((loss) => networkFit(loss).trains);

describe.each(trainable)("the derivatives of $id as a function of the log-odds", (loss) => {
  const programAt = programsOf({ title: loss.id, loss, sizes: { classes: 2, features: 2 } });
  const { check } = comparison();

  it("equal differences for both labels", () => {
    const logit = between(-4, 4, 0);
    fc.assert(
      fc.property(logit, fc.constantFrom(0, 1), parametersOf(loss), (z, label, parameters) => {
        fc.pre(parameters.ignore_index === undefined || parameters.ignore_index !== label);
        const program = programAt(parameters);
        const points = Float64Array.from(OFFSETS, (by) => z + by);
        const { value, slope, curvature } = new LossOnLogits(loss, logitGraphs(loss, program)).at(
          points,
          label,
          numericParameters(program, parameters),
        );
        check(slope[2]!, Array.from(value), "slope");
        check(curvature[2]!, Array.from(slope), "curvature");
      }),
      { numRuns: RUNS },
    );
  });
});

const modules = everyLoss.filter((loss) => loss.module !== undefined);

describe.each(modules)("the gradients of $id", (loss) => {
  it("equal differences for every tensor that has a gradient", async () => {
    const module = await loss.module!();
    fc.assert(
      fc.property(moduleBatch(loss.id, MODULE_REACH), ({ inputs, parameters }) =>
        expectCentralDifferences(module, inputs, parameters),
      ),
      { numRuns: MODULE_RUNS },
    );
  });
});

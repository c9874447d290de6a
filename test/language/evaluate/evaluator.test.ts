import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluator, MissingParameterError, numericParameters } from "../../../src/language";
import { binaryOperations } from "../../../src/language/evaluate/scalarOperations";
import { GraphBuilder } from "../../../src/language/graphBuilder";
import { compileLoss } from "../../../src/language/passes/compile";
import { sigmoidHead, withHead } from "../../../src/language/passes/heads";
import { losses } from "../../../src/losses";
import { randomGraph } from "../randomGraph";

const focal = withHead(compileLoss(losses[0].source), sigmoidHead);
const parameters = numericParameters(focal, {});
const batch = (count: number, value = (i: number) => Math.sin(i) * 3) => ({
  predictions: [Float64Array.from({ length: count }, (_, i) => value(i))],
  targets: [Float64Array.from({ length: count }, (_, i) => i % 2)],
  count,
  parameters,
});
const copy = (result: Readonly<Record<string, number | ArrayLike<number>>>) =>
  Object.fromEntries(
    Object.entries(result).map(([name, value]) => [name, typeof value === "number" ? value : Array.from(value)]),
  );

/** Rounding to float32 in each of a few dozen operations: some tens of 2^−24. */
const FLOAT32 = { absolute: 1e-5, relative: 1e-4 };

describe("the evaluator", () => {
  it("reuses its buffers and gives the same results for the same input", () => {
    const evaluator = createEvaluator(focal.batch, Float64Array);
    const first = evaluator.evaluate(batch(100)).gradient as Float64Array;
    const kept = Array.from(first);
    const second = evaluator.evaluate(batch(100)).gradient as Float64Array;
    expect(second.buffer).toBe(first.buffer);
    expect(Array.from(second)).toEqual(kept);
  });

  it("grows with the batch and then gives smaller batches the results of a fresh evaluator", () => {
    const evaluator = createEvaluator(focal.batch, Float64Array);
    for (const count of [1, 7, 1000, 3, 1001, 100]) {
      const fresh = createEvaluator(focal.batch, Float64Array).evaluate(batch(count));
      const result = evaluator.evaluate(batch(count));
      expect((result.gradient as Float64Array).length).toBe(count);
      expect(copy(result)).toEqual(copy(fresh));
    }
  });

  it("does not carry a NaN of one call into the next", () => {
    const evaluator = createEvaluator(focal.batch, Float64Array);
    expect(evaluator.evaluate(batch(9, () => Number.NaN)).objective).toBeNaN();
    expect(copy(evaluator.evaluate(batch(9)))).toEqual(
      copy(createEvaluator(focal.batch, Float64Array).evaluate(batch(9))),
    );
  });

  it("reads only the batch's values of longer arrays", () => {
    const evaluator = createEvaluator(focal.batch, Float64Array);
    const long = batch(50);
    long.predictions[0]!.fill(Number.NaN, 10);
    expect(copy(evaluator.evaluate({ ...long, count: 10 }))).toEqual(
      copy(createEvaluator(focal.batch, Float64Array).evaluate(batch(10))),
    );
  });

  it("gives torch's NaN for the mean of no samples", () => {
    const result = createEvaluator(focal.batch, Float64Array).evaluate(batch(0));
    expect(result.objective).toBeNaN();
    expect((result.gradient as Float64Array).length).toBe(0);
  });

  it("does not change its inputs", () => {
    const input = batch(20);
    const [prediction, target] = [...input.predictions, ...input.targets].map((column) => Array.from(column));
    createEvaluator(focal.batch, Float64Array).evaluate(input);
    expect([...input.predictions, ...input.targets].map((column) => Array.from(column))).toEqual([prediction, target]);
  });

  it("names the missing parameter, also one named like a member of every object", () => {
    const program = compileLoss("def f(p, y, constructor=1.0):\n    return (p * constructor - y).mean()\n");
    const evaluator = createEvaluator(program.batch, Float64Array);
    expect(() => evaluator.evaluate({ ...batch(2), parameters: {} })).toThrow(MissingParameterError);
    expect(evaluator.evaluate({ ...batch(2), parameters: numericParameters(program, {}) }).objective).toBeTypeOf(
      "number",
    );
  });

  it.each(["add", "sub", "mul", "div", "minimum"] as const)("gives %s of columns and numbers", (op) => {
    const b = new GraphBuilder();
    const [x, y, c] = [b.leaf("prediction"), b.leaf("target"), b.parameter("c")];
    const outputs = { both: b.binary(op, x, y), left: b.binary(op, c, y), right: b.binary(op, x, c) };
    const input = { ...batch(7), parameters: { c: -1.75 } };
    const [xs, ys] = [input.predictions[0]!, input.targets[0]!];
    const expected = (left: (i: number) => number, right: (i: number) => number) =>
      Array.from(xs, (_, i) => binaryOperations[op](left(i), right(i)));
    expect(copy(createEvaluator(b.graph(outputs), Float64Array).evaluate(input))).toEqual({
      both: expected(
        (i) => xs[i]!,
        (i) => ys[i]!,
      ),
      left: expected(
        () => -1.75,
        (i) => ys[i]!,
      ),
      right: expected(
        (i) => xs[i]!,
        () => -1.75,
      ),
    });
  });

  it("gives the same values in float32 within rounding", () => {
    fc.assert(
      fc.property(randomGraph, fc.double({ min: -2, max: 2, noNaN: true }), (graph, c) => {
        const input = { ...batch(5, (i) => i / 4 - 0.5), parameters: { c } };
        const wide = createEvaluator(graph, Float64Array).evaluate(input).value as number;
        const narrow = createEvaluator(graph, Float32Array).evaluate({
          ...input,
          predictions: input.predictions.map((column) => Float32Array.from(column)),
          targets: input.targets.map((column) => Float32Array.from(column)),
        }).value as number;
        expect(Math.abs(wide - narrow)).toBeLessThanOrEqual(FLOAT32.absolute + FLOAT32.relative * Math.abs(wide));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluator } from "../../../src/language";
import type { BinaryOp, Graph, UnaryOp } from "../../../src/language/graph";
import { GraphBuilder } from "../../../src/language/graphBuilder";
import { differentiate } from "../../../src/language/passes/differentiate";
import { randomGraph } from "../randomGraph";

/**
 * At h = 1e−5 truncation (h²·f‴ / 6) and rounding (1e−16 · f / h) both stay near 1e−10 for values
 * and derivatives of order 1.
 */
const CENTRAL_DIFFERENCE = { step: 1e-5, absolute: 1e-6, relative: 1e-6 };

function withGradient(graph: Graph): Graph {
  const b = new GraphBuilder();
  const moved = b.copy(graph, (node, inputs) => b.rebuild(node, inputs));
  const value = moved[graph.outputs.value!]!;
  return b.graph({ value, gradient: b.spread(differentiate(b, value, 1)[0]!) });
}

/** Compares every component of the gradient with a central difference. */
function expectTrueGradient(graph: Graph, prediction: number[], target: number[], c = 0.4): void {
  const evaluator = createEvaluator(withGradient(graph), Float64Array);
  const at = (values: readonly number[]) =>
    evaluator.evaluate({
      predictions: [Float64Array.from(values)],
      targets: [Float64Array.from(target)],
      count: values.length,
      parameters: { c },
    });
  const gradient = Float64Array.from(at(prediction).gradient as Float64Array);
  const { step, absolute, relative } = CENTRAL_DIFFERENCE;
  prediction.forEach((value, i) => {
    const moved = (by: number) => at(prediction.with(i, value + by)).value as number;
    const expected = (moved(step) - moved(-step)) / (2 * step);
    expect(Math.abs(gradient[i]! - expected), `${gradient[i]} for ${expected}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(expected),
    );
  });
}

/** [from, to] of the prediction: an interval in which the operation is defined and smooth. */
const unaryRanges: Partial<Record<UnaryOp, [number, number]>> = {
  neg: [-3, 3],
  abs: [0.1, 3],
  sign: [0.1, 3],
  exp: [-3, 3],
  expm1: [-3, 3],
  log: [0.1, 3],
  log1p: [-0.9, 3],
  sqrt: [0.1, 3],
  sin: [-3, 3],
  cos: [-3, 3],
  tanh: [-3, 3],
  atan: [-3, 3],
  floor: [0.1, 0.9],
  ceil: [0.1, 0.9],
  round: [0.1, 0.4],
  sigmoid: [-6, 6],
  softplus: [-6, 6],
  relu: [0.1, 3],
  not: [0.1, 3],
};
const binaryRanges: Partial<Record<BinaryOp, [number, number]>> = {
  add: [-3, 3],
  sub: [-3, 3],
  mul: [-3, 3],
  div: [0.5, 3],
  pow: [0.2, 3],
  maximum: [1.1, 3],
  minimum: [1.1, 3],
  clampMin: [1.1, 3],
  clampMax: [1.1, 3],
  logaddexp: [-3, 3],
  atan2: [0.2, 3],
  mod: [1.1, 1.9],
  bce: [0.05, 0.95],
};

const within = ([min, max]: [number, number]) => fc.double({ min, max, noNaN: true });

describe.each(Object.entries(unaryRanges) as [UnaryOp, [number, number]][])("the operation %s", (op, range) => {
  it("has the derivative that central differences find", () => {
    const b = new GraphBuilder();
    const graph = b.graph({ value: b.mean(b.unary(op, b.leaf("prediction"))) });
    fc.assert(fc.property(within(range), within(range), (x, y) => expectTrueGradient(graph, [x, y], [0, 0])));
  });
});

describe.each(Object.entries(binaryRanges) as [BinaryOp, [number, number]][])("the operation %s", (op, range) => {
  it("has the derivatives that central differences find on both sides of its kink", () => {
    const b = new GraphBuilder();
    const [x, y] = [b.leaf("prediction"), b.leaf("target")];
    const left = b.graph({ value: b.mean(b.binary(op, x, y)) });
    const right = b.graph({ value: b.mean(b.binary(op, y, x)) });
    const target = op === "bce" ? within(range) : fc.constantFrom(1, 0.8);
    fc.assert(
      fc.property(within(range), target, (value, other) => {
        expectTrueGradient(left, [value], [other]);
        expectTrueGradient(right, [value], [other]);
      }),
    );
  });
});

describe("reductions", () => {
  it.each(["max", "min"] as const)("share the derivative of %s among all that attain it, as torch does", (op) => {
    const b = new GraphBuilder();
    const graph = withGradient(b.graph({ value: b.reduce(op, b.leaf("prediction")) }));
    const gradient = (values: number[]) => [
      ...(createEvaluator(graph, Float64Array).evaluate({
        predictions: [Float64Array.from(values)],
        targets: [new Float64Array(values.length)],
        count: values.length,
        parameters: {},
      }).gradient as Float64Array),
    ];
    expect(gradient([1, 1, 1, 1])).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(gradient(op === "max" ? [1, 3, 3] : [3, 1, 1])).toEqual([0, 0.5, 0.5]);
  });
});

it("a composition of smooth operations has the gradient that central differences find", () => {
  const values = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(randomGraph, values, fc.double({ min: -2, max: 2, noNaN: true }), (graph, prediction, c) => {
      expectTrueGradient(
        graph,
        prediction,
        prediction.map((_, i) => i - 0.5),
        c,
      );
    }),
    { numRuns: 300 },
  );
});

it("no gradient flows through detach, comparisons and conditions", () => {
  const b = new GraphBuilder();
  const p = b.leaf("prediction");
  const conditions = b.mul(b.binary("gt", p, b.constant(0.5)), b.unary("detach", p));
  expect(b.constantValue(differentiate(b, b.mean(conditions), 1)[0]!)).toBe(0);
});

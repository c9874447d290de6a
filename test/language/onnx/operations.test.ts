import { beforeAll, describe, expect, it } from "vitest";
import { evaluateLossInOnnx } from "../../../src/engine/onnx";
import { createEvaluator, type LossProgram } from "../../../src/language";
import { binaryOperations, unaryOperations } from "../../../src/language/evaluate/scalarOperations";
import type { BinaryOp, NodeId, ReduceOp, UnaryOp } from "../../../src/language/graph";
import { GraphBuilder } from "../../../src/language/graphBuilder";
import { withKey } from "../../../src/language/keyedGraph";
import { columnOutput } from "../../../src/language/program";
import { binaryCrossEntropy } from "../../engine/binaryCrossEntropy";

/** Both compute their functions in float64 and differ by a few roundings. */
const RELATIVE = 1e-13;
/** For sums: after cancellation the roundings of the larger terms remain. */
const ABSOLUTE = 1e-15;

/** Signs, kinks, halves, arguments for which log1p and expm1 exist, overflow, and NaN. */
const POINTS = Float64Array.of(
  ...[Number.NEGATIVE_INFINITY, -1e300, -800, -50, -20, -3.5, -2.5, -1, -0.5, -0.3, -1e-3, -1e-9, -1e-20, -0],
  ...[0, 1e-20, 1e-9, 1e-3, 0.3, 0.5, 1, 1.5, 2.5, 7, 20, 50, 800, 1e300, Number.POSITIVE_INFINITY, Number.NaN],
);
/** The same points in another order, as the second operand. */
const OTHERS = Float64Array.from(POINTS, (_, i) => POINTS[(i * 7 + 3) % POINTS.length]!);
const SHARES = Float64Array.from(POINTS, (_, i) => i / (POINTS.length - 1));

type Write = (b: GraphBuilder, x: NodeId, y: NodeId, share: NodeId) => NodeId;

const operations: Record<string, Write> = {
  ...Object.fromEntries(
    (Object.keys(unaryOperations) as UnaryOp[])
      .filter((op) => op !== "spread")
      .map((op) => [op, (b, x) => b.unary(op, x)] satisfies [string, Write]),
  ),
  ...Object.fromEntries(
    (Object.keys(binaryOperations) as BinaryOp[])
      .filter((op) => op !== "bce")
      .map((op) => [op, (b, x, y) => b.binary(op, x, y)] satisfies [string, Write]),
  ),
  bce: (b, _x, _y, share) => b.binary("bce", share, b.sub(b.constant(1), b.mul(share, share))),
  select: (b, x, y) => b.select(b.binary("lt", x, y), x, y),
  "select by a number": (b, x, y) => b.select(x, y, b.constant(2)),
  ...Object.fromEntries(
    (["sum", "max", "min"] as ReduceOp[]).map(
      (op) => [op, (b, _x, _y, share) => b.spread(b.reduce(op, b.unary("sin", share)))] satisfies [string, Write],
    ),
  ),
  "sum of one number": (b, _x, _y, share) => b.reduce("sum", b.spread(b.reduce("max", share))),
  "batch size": (b) => b.spread(b.batchSize()),
  // Keys with many equal values: the order of the batch decides.
  cumulate: (b, _x, _y, share) =>
    b.rank("cumulate", share, b.unary("floor", b.mul(b.constant(4), b.unary("sin", b.mul(b.constant(9), share))))),
  cumulateBack: (b, _x, _y, share) =>
    b.rank("cumulateBack", share, b.unary("floor", b.mul(b.constant(4), b.unary("sin", b.mul(b.constant(9), share))))),
};

const names = Object.keys(operations);
let expected: Float64Array[];
let actual: readonly Float64Array[];

beforeAll(async () => {
  const b = new GraphBuilder();
  const leaves = [b.leaf("prediction", 0), b.leaf("prediction", 1), b.leaf("prediction", 2)] as const;
  const outputs = names.map((name, k) => [columnOutput("gradient", k), b.spread(operations[name]!(b, ...leaves))]);
  const batch = b.graph({ objective: b.constant(0), ...Object.fromEntries(outputs) });
  const input = { predictions: [POINTS, OTHERS, SHARES], targets: [], parameters: {} };
  const exact = createEvaluator(batch, Float64Array).evaluate({ ...input, count: POINTS.length });
  expected = names.map((_, k) => Float64Array.from(exact[columnOutput("gradient", k)] as Float64Array));
  const program: LossProgram = {
    ...binaryCrossEntropy,
    ...{ predictionColumns: names.length, targetColumns: 0, reduction: "batch", batch: withKey(batch) },
  };
  const unread = Array.from({ length: names.length - 3 }, () => POINTS);
  actual = (await evaluateLossInOnnx(program, { ...input, predictions: [...input.predictions, ...unread] })).gradients;
});

describe("in ONNX Runtime", () => {
  it.each(names)("%s has the values of the language's own operation", (name) => {
    const k = names.indexOf(name);
    for (const [i, value] of expected[k]!.entries()) {
      const got = actual[k]![i]!;
      const place = `${name}(${POINTS[i]}, ${OTHERS[i]}, ${SHARES[i]})`;
      if (!Number.isFinite(value)) expect(got, place).toEqual(value);
      else expect(Math.abs(got - value), place).toBeLessThanOrEqual(ABSOLUTE + RELATIVE * Math.abs(value));
    }
  });
});

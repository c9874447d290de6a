/** The elementary functions of the emitted WGSL, on this browser's adapter. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createWebGpuBackend, evaluateLossOnGpu, type WebGpuBackend } from "../../../src/engine/webgpu";
import { createEvaluator, type Graph } from "../../../src/language";
import { GraphBuilder } from "../../../src/language/graphBuilder";
import { withKey } from "../../../src/language/keyedGraph";
import { compileLoss } from "../../../src/language/passes/compile";

/** A few units in the last place of float32, and of the largest argument for sums. */
const RELATIVE = 1e-6;
const ABSOLUTE = 2e-7;

let backend: WebGpuBackend;
beforeAll(async () => {
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) throw new Error(`these tests need WebGPU, a software adapter will do: ${found.detail}`);
  backend = found.backend;
});
afterAll(() => backend.dispose());

type Function1 = "sin" | "cos" | "atan" | "log" | "exp" | "log1p" | "expm1" | "tanh" | "softplus" | "sqrt";

/** The function of each value, as the gradient output of a loss. */
async function onGpu(graphOf: (b: GraphBuilder) => number, x: Float32Array, y: Float32Array) {
  const template = compileLoss("def f(p, y):\n    return (p * y).mean()\n");
  const b = new GraphBuilder();
  const value = graphOf(b);
  const graph: Graph = b.graph({ objective: b.mean(value), gradient: value, perSample: value });
  const program = { ...template, batch: withKey(graph) };
  const { gradients } = await evaluateLossOnGpu(backend, program, { predictions: [x], targets: [y], parameters: {} });
  const exact = createEvaluator(graph, Float64Array).evaluate({
    predictions: [Float64Array.from(x)],
    targets: [Float64Array.from(y)],
    count: x.length,
    parameters: {},
  }).gradient as Float64Array;
  return { found: gradients[0]!, exact };
}

function expectClose(found: Float32Array, exact: ArrayLike<number>, argument: (i: number) => string): void {
  for (const [i, value] of found.entries()) {
    const allowed = ABSOLUTE + RELATIVE * Math.abs(exact[i]!);
    expect(Math.abs(value - exact[i]!), `at ${argument(i)}: ${value} for ${exact[i]}`).toBeLessThanOrEqual(allowed);
  }
}

const spread = (from: number, to: number) =>
  Float32Array.from({ length: 400 }, (_, i) => from + ((to - from) * i) / 399);
const decades = Float32Array.from({ length: 400 }, (_, i) => 10 ** (-37 + (74 * i) / 399));

it.each<[Function1, Float32Array]>([
  ["sin", spread(-30, 30)],
  ["cos", spread(-30, 30)],
  ["atan", spread(-3, 3)],
  ["atan", decades],
  ["log", decades],
  ["log", spread(0.9, 1.1)],
  ["log1p", spread(-0.9, 3)],
  ["expm1", spread(-3, 3)],
  ["exp", spread(-20, 2)],
  ["tanh", spread(-4, 4)],
  ["softplus", spread(-20, 20)],
  ["sqrt", spread(0, 9)],
])("%s keeps the digits of float32", async (op, x) => {
  const { found, exact } = await onGpu((b) => b.unary(op, b.leaf("prediction")), x, x);
  expectClose(found, exact, (i) => String(x[i]));
});

it("atan2 keeps the digits of float32 in all four quadrants, and at zeros", async () => {
  const angles = Array.from({ length: 64 }, (_, i) => ((i - 31.5) * Math.PI) / 32);
  const y = Float32Array.of(...angles.map((angle) => 3 * Math.sin(angle)), 0, 0, 1, -1);
  const x = Float32Array.of(...angles.map((angle) => 3 * Math.cos(angle)), 1, -1, 0, 0);
  const { found, exact } = await onGpu((b) => b.binary("atan2", b.leaf("prediction"), b.leaf("target")), y, x);
  expectClose(found, exact, (i) => `${y[i]}, ${x[i]}`);
});

it("the logarithm of a denormal is its own, or that of 0 where the device flushes it", async () => {
  const x = Float32Array.of(1e-45, 1e-42, 1e-39);
  const { found } = await onGpu((b) => b.unary("log", b.leaf("prediction")), x, x);
  for (const [i, value] of found.entries()) {
    if (value !== Number.NEGATIVE_INFINITY) expect(value).toBeCloseTo(Math.log(x[i]!), 4);
  }
});

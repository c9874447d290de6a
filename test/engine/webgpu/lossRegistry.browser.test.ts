/** Every loss of the catalogue: what the GPU computes from the emitted WGSL is what the float64 evaluator computes from the same graph. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWebGpuBackend, evaluateLossOnGpu } from "../../../src/engine/webgpu";
import type { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { compileLoss, createEvaluator, numericParameters, onLogit } from "../../../src/language";
import { losses } from "../../../src/losses";
import { uniformNumbers } from "./trainingFixtures";

/** golden/README.md, "Losses", float32: relative, and absolute. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-6;

let backend: WebGpuBackend;
beforeAll(async () => {
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) throw new Error(`these tests need WebGPU: ${found.detail}`);
  backend = found.backend;
});
afterAll(() => backend.dispose());

describe.each(losses)("$id", (definition) => {
  const program = compileLoss(definition.source);
  const parameters = numericParameters(program, {});
  const labels = definition.labels === "zero-one" ? [0, 1] : [-1, 1];
  const target = Float32Array.from({ length: 300 }, (_, i) => labels[i % 2]!);

  it("has on the GPU the value and gradient it has in float64, over its own prediction", async () => {
    const inside = uniformNumbers(300, 7);
    const prediction =
      definition.prediction === "probability" ? inside.map((x) => 0.5 + 0.499 * x) : inside.map((x) => 8 * x);
    await expectSame(program, prediction);
  });

  it("has them over logits, as it is trained", async () => {
    const onProbability = definition.prediction === "probability";
    // A probability in float32, torch's too, keeps fewer digits of 1 − p the nearer it is to 1: at z = 3 still six.
    const reach = onProbability ? 3 : 12;
    const logits = uniformNumbers(300, 8).map((x) => reach * x);
    await expectSame(onProbability ? onLogit(program) : program, logits);
  });

  async function expectSame(loss: typeof program, prediction: Float32Array) {
    const onGpu = await evaluateLossOnGpu(backend, loss, { prediction, target, parameters });
    const exact = createEvaluator(loss.batch, Float64Array).evaluate({
      prediction: Float64Array.from(prediction),
      target: Float64Array.from(target),
      count: 300,
      parameters,
    });
    expectClose("objective", [onGpu.objective], [exact.objective as number]);
    // The gradient of a mean is small: hold the gradient of the sum.
    const scaled = (gradient: ArrayLike<number>) => Array.from(gradient, (value) => value * 300);
    expectClose("gradient", scaled(onGpu.gradient), scaled(exact.gradient as Float64Array));
    expectClose("perSample", onGpu.perSample!, exact.perSample as Float64Array);
  }
});

function expectClose(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const allowed = ABSOLUTE + RELATIVE * Math.abs(expected[i]!);
    if (!(Math.abs(actual[i]! - expected[i]!) <= allowed)) {
      expect.fail(`${what} at ${i}: expected ${expected[i]}, got ${actual[i]}`);
    }
  }
}

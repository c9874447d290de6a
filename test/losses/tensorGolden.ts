import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { ParameterValue } from "../../src/language";
import type { Tensor, TensorLoss } from "../../src/losses/tensor";

interface EncodedTensor {
  shape: number[];
  data: (number | string)[];
}

/** A case of test/fixtures/golden/losses.json. */
export interface TensorCase {
  id: string;
  loss: string;
  params: Record<string, ParameterValue>;
  inputs: Record<string, EncodedTensor>;
  expected: Record<string, EncodedTensor | number | string>;
  grad: Record<string, EncodedTensor>;
  grad_mean: Record<string, EncodedTensor>;
}

/** The golden files' float64 tolerance: |a − b| ≤ 1e−12 + 1e−10·|b|. */
const FLOAT64 = { absolute: 1e-12, relative: 1e-10 };
/**
 * A central difference of step h has an error of about h²·f‴/6 ≈ 1e−10·f‴ plus the rounding of f /
 * h ≈ 1e−11·f; both are below 1e−7 here.
 */
const CENTRAL_DIFFERENCE = { step: 1e-5, absolute: 1e-7, relative: 1e-7 };

export function goldenCases(loss: string): TensorCase[] {
  const text = readFileSync(new URL("../fixtures/golden/losses.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: TensorCase[] }).cases.filter((example) => example.loss === loss);
}

export function decodeTensor({ shape, data }: EncodedTensor): Tensor {
  return { shape, data: Float64Array.from(data, Number) };
}

export function decodeInputs(example: TensorCase): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(example.inputs).map(([name, tensor]) => [name, decodeTensor(tensor)]));
}

export function expectNear(actual: number, expected: number, tolerance = FLOAT64, what = ""): void {
  if (!Number.isFinite(expected)) {
    expect(actual, what).toBe(expected);
    return;
  }
  const allowed = tolerance.absolute + tolerance.relative * Math.abs(expected);
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(allowed);
}

/**
 * Compares every component of every gradient with the difference of the values at two points next
 * to it.
 */
export function expectCentralDifferences(
  loss: TensorLoss,
  inputs: Record<string, Tensor>,
  parameters: Record<string, ParameterValue>,
): void {
  const { step } = CENTRAL_DIFFERENCE;
  const values = loss.evaluate(inputs, parameters);
  for (const { name, differentiable } of loss.inputs(parameters)) {
    if (!differentiable) continue;
    const { shape, data } = inputs[name]!;
    data.forEach((value, i) => {
      const [before, after] = [value - step, value + step].map((moved) =>
        loss.evaluate({ ...inputs, [name]: { shape, data: data.with(i, moved) } }, parameters),
      );
      const difference = (key: "sum" | "mean") => (after![key] - before![key]) / (2 * step);
      expectNear(values.sumGradients[name]!.data[i]!, difference("sum"), CENTRAL_DIFFERENCE, `${name} ${i}, sum`);
      expectNear(values.meanGradients[name]!.data[i]!, difference("mean"), CENTRAL_DIFFERENCE, `${name} ${i}, mean`);
    });
  }
}

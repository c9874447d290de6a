import { describe, expect, it } from "vitest";
import { createEvaluator } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";

const body = (expression: string) =>
  compileLoss(`def f(p, y, a=0.5):\n    e = (p - y) ** 2\n    return ${expression}\n`);

const kinds: [expression: string, reduction: string, pointwise: boolean][] = [
  ["e", "none", true],
  ["e.mean()", "mean", true],
  ["e.sum()", "sum", true],
  ["e.sum() / p.numel()", "mean", true],
  ["e.sum() / len(p)", "mean", true],
  ["a * e.mean() + (1 - a) * torch.abs(p - y).mean()", "mean", true],
  ["-(-e).mean() * 2 + 1", "mean", true],
  ["e.sum() - (p * a).sum()", "sum", true],
  ["(e.sum() + torch.abs(p).sum()) / p.shape[0]", "mean", true],
  // A sum and a mean cannot be one per-sample loss with either reduction.
  ["e.sum() + e.mean()", "batch", true],
  ["e.mean().sqrt()", "batch", false],
  ["e.mean() ** 2", "batch", false],
  ["1 - 2 * (p * y).sum() / (p.sum() + y.sum())", "batch", false],
  ["(e * e.detach().mean()).mean()", "batch", false],
  ["e.max()", "batch", false],
];

describe.each(kinds)("return %s", (expression, reduction, pointwise) => {
  it(`is reduced as ${reduction}`, () => {
    const program = body(expression);
    expect(program.reduction).toBe(reduction);
    expect(program.pointwise).toBe(pointwise);
    expect("perSample" in program.batch.outputs).toBe(reduction !== "batch");
  });

  it("has an objective that equals its per-sample losses reduced", () => {
    const program = body(expression);
    const prediction = Float64Array.of(0.2, 0.9, 0.4);
    const result = createEvaluator(program.batch, Float64Array).evaluate({
      predictions: [prediction],
      targets: [Float64Array.of(0, 1, 1)],
      count: 3,
      parameters: { a: 0.5 },
    });
    if (reduction === "batch") return;
    const total = (result.perSample as Float64Array).reduce((sum, value) => sum + value, 0);
    expect(result.objective).toBeCloseTo(reduction === "sum" ? total : total / 3, 12);
  });
});

describe("a requested reduction", () => {
  it("replaces the source's own if that is a reduction over samples", () => {
    const source = "def f(p, y):\n    return ((p - y) ** 2).mean()\n";
    expect(compileLoss(source, { reduction: "sum" }).reduction).toBe("sum");
    const dice = "def f(p, y):\n    return 1 - (p * y).sum() / p.sum()\n";
    expect(compileLoss(dice, { reduction: "sum" }).reduction).toBe("batch");
  });
});

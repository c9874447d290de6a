import { describe, expect, it } from "vitest";
import { createEvaluator } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";

const evaluate = (source: string, z: number[], y: number[], parameters: Record<string, number> = {}) => {
  const program = compileLoss(source, { reduction: "sum", parameters });
  const result = createEvaluator(program.batch, Float64Array).evaluate({
    predictions: [Float64Array.from(z)],
    targets: [Float64Array.from(y)],
    count: z.length,
    parameters,
  });
  return {
    values: [...(result.perSample as Float64Array)],
    gradient: [...(result.gradient as Float64Array)],
    notes: program.notes,
  };
};

const crossEntropy = `def f(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
`;
const focal = `def f(z, y, gamma):
    p = torch.sigmoid(z)
    p_t = y * p + (1 - y) * (1 - p)
    return (-(1 - p_t) ** gamma * torch.log(p_t)).mean()
`;

/** Both sides are computed in float64 by accurate formulas: some roundings. */
const DIGITS = 12;

describe("the stable form", () => {
  it("is softplus for −log σ, far beyond where σ rounds to 0 or 1", () => {
    const { values, gradient } = evaluate(crossEntropy, [-800, -40, 0, 40, 800], [1, 1, 1, 0, 0]);
    expect(values).toEqual([800, 40, Math.LN2, 40, 800]);
    expect(gradient).toEqual([-1, -1, -0.5, 1, 1]);
  });

  it("keeps the digits of a loss that is almost 0", () => {
    const { values, gradient } = evaluate(crossEntropy, [40, -40], [1, 0]);
    const tiny = Math.exp(-40);
    for (const value of values) expect(value / tiny).toBeCloseTo(1, DIGITS);
    expect(gradient[0]! / -tiny).toBeCloseTo(1, DIGITS);
    expect(gradient[1]! / tiny).toBeCloseTo(1, DIGITS);
  });

  it.each([0, 0.3, 0.5, 1, 2, 5])(
    "has a finite value and gradient at saturated logits for γ = %s, with a note",
    (gamma) => {
      const logits = [-800, -120, -40, 0, 40, 120, 800];
      for (const label of [0, 1]) {
        const { values, gradient, notes } = evaluate(
          focal,
          logits,
          logits.map(() => label),
          { gamma },
        );
        expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
        expect(notes).toEqual(["log-space-power"]);
      }
    },
  );

  it("notes no power whose slope at 0 is finite", () => {
    for (const [power, notes] of [
      ["3.5", []],
      ["1.5", []],
      ["2", []],
      ["0.5", ["log-space-power"]],
    ] as const) {
      const source = `def f(z, y):\n    return (torch.sigmoid(z) ** ${power}).mean()\n`;
      expect(evaluate(source, [0], [1]).notes).toEqual(notes);
    }
  });

  it("is softplus for log1p(e^x), as in soft_margin_loss, with a note", () => {
    const source = "def f(z, y):\n    return F.soft_margin_loss(z, y)\n";
    const { values, gradient, notes } = evaluate(source, [-1000, -90, 0, 40], [1, 1, 1, 1]);
    expect(values.slice(0, 3)).toEqual([1000, 90, Math.LN2]);
    expect(gradient.slice(0, 3)).toEqual([-1, -1, -0.5]);
    expect(values[3]! / Math.exp(-40)).toBeCloseTo(1, DIGITS);
    expect(notes).toEqual(["stable-softplus"]);
  });

  it("equals the source's own value where that is accurate, for hard and soft labels", () => {
    // The same loss with p hidden from the rewriting by a product with a 1 that is not a constant.
    const hidden = focal.replace("torch.sigmoid(z)", "torch.sigmoid(z) * one").replace("gamma)", "gamma, one)");
    const logits = [-3, -1, -0.2, 0.4, 2, 3];
    for (const label of [0, 1, 0.25, 0.9]) {
      for (const gamma of [0.5, 1, 2, 3.5]) {
        const labels = logits.map(() => label);
        const stable = evaluate(focal, logits, labels, { gamma });
        const plain = evaluate(hidden, logits, labels, { gamma, one: 1 });
        expect(plain.notes).toEqual([]);
        stable.values.forEach((value, i) => {
          expect(value).toBeCloseTo(plain.values[i]!, DIGITS);
          expect(stable.gradient[i]!).toBeCloseTo(plain.gradient[i]!, DIGITS);
        });
      }
    }
  });

  it("equals the literal source for labels outside [0, 1]", () => {
    // y = −1: p_t = 2 − 3p, which is not a blend of probabilities; PyTorch uses it as it is.
    const z = -3;
    const p = 1 / (1 + Math.exp(-z));
    const { values } = evaluate(focal, [z], [-1], { gamma: 2 });
    expect(values[0]).toBeCloseTo(-((1 - (2 - 3 * p)) ** 2) * Math.log(2 - 3 * p), DIGITS);
  });

  it("has a gradient where such a label makes the base of a power negative", () => {
    // PyTorch 1.13.1: d (1 − p_t)² / dz at y = −1 is 2·(3p − 1)·3·p·(1 − p).
    const source = focal.replace("(-(1 - p_t) ** gamma * torch.log(p_t))", "((1 - p_t) ** gamma)");
    const z = -3.103738146116215;
    const p = 1 / (1 + Math.exp(-z));
    const { gradient } = evaluate(source, [z], [-1], { gamma: 2 });
    expect(gradient[0]).toBeCloseTo(2 * (3 * p - 1) * 3 * p * (1 - p), DIGITS);
  });

  it("treats probabilities that come from outside as torch does", () => {
    const { values } = evaluate("def f(p, y):\n    return -torch.log(p).mean()\n", [0, 1], [1, 1]);
    expect(values[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it("keeps the digits of 1 − e^x for a small x", () => {
    const { values } = evaluate("def f(z, y):\n    return (1 - torch.exp(z)).sum()\n", [1e-20, -1e-20], [1, 1]);
    expect(values).toEqual([-1e-20, 1e-20]);
  });
});

describe("a power or root less one keeps its digits in float32", () => {
  const valueAt = (expression: string, p: number, a = 0) => {
    const program = compileLoss(`def f(p, y, a=0.5):\n    return (${expression}).mean()\n`);
    const input = { predictions: [Float32Array.of(p)], targets: [Float32Array.of(0)], count: 1 };
    return createEvaluator(program.batch, Float32Array).evaluate({ ...input, parameters: { a } }).objective as number;
  };

  it("where the exponent is small: about a · ln(1 + u)", () => {
    for (const a of [1e-3, 1e-5, 1e-7, 1e-12]) {
      const first = a * Math.log(5);
      expect(valueAt("(p ** 2 + 1) ** a - 1", 2, a) / first).toBeCloseTo(1 + first / 2, 5);
    }
  });

  it("where the square is small: its share", () => {
    for (const p of [1e-2, 1e-4, 1e-6]) {
      expect(valueAt("torch.sqrt(1 + p ** 2) - 1", p) / (p ** 2 / 2)).toBeCloseTo(1, 4);
      expect(valueAt("(p * p + 1) ** 0.25 - 1", p) / (p ** 2 / 4)).toBeCloseTo(1, 4);
    }
  });

  it("and stays as it is for what may be below −1", () => {
    expect(valueAt("(p + 1) ** 3 - 1", -3)).toBe(-9);
  });
});

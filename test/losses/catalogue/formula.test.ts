import katex from "katex";
import { describe, expect, it } from "vitest";
import { numericParameters } from "../../../src/language";
import { formulaLines } from "../../../src/language/latex/formulaLines";
import { formulaWithNumbers } from "../../../src/language/latex/formulaWithNumbers";
import { compileLoss } from "../../../src/language/passes/compile";
import { lossById } from "../../../src/losses";
import { formulaSymbols } from "../../../src/panels/loss/panel/formulaSymbols";
import { type Parameters, programsOf, sizedLosses } from "./everyLoss";

const typeset = (latex: string) => katex.renderToString(latex, { throwOnError: true, strict: false, trust: true });

it("the formula with numbers shows the weight of the sample's label", () => {
  const program = compileLoss(lossById("bce").source);
  const numbers = (target: number) =>
    formulaWithNumbers(program.formula, {
      ...{ prediction: 0.25, target, parameters: { "weight[0]": 2, "weight[1]": 30 } },
      format: (value) => String(value),
    }).replaceAll("\\htmlClass{parameter}", "");
  const written = String.raw`=-{30}\,\left[1\,\ln\,0.25 + \left(1 - 1\right)\ln\left(1 - 0.25\right)\right]`;
  expect(`=${numbers(1)}`).toBe(written);
  expect(numbers(0)).toContain("-{2}");
});

describe.each(sizedLosses)("the formula of $title", (sized) => {
  const programAt = programsOf(sized);
  const { loss } = sized;
  const choices: Parameters[] = Object.entries(loss.choices ?? {}).flatMap(([name, values]) =>
    values.map((value) => ({ [name]: value })),
  );

  it("is LaTeX that KaTeX accepts, for every choice", () => {
    for (const parameters of [{}, ...choices]) {
      const program = programAt(parameters);
      const lines = formulaLines(program.formula, formulaSymbols(loss, program));
      expect(lines.length).toBeGreaterThan(0);
      for (const { symbol, latex } of lines) {
        expect(latex).not.toBe("");
        expect(typeset(latex)).toContain("katex");
        if (symbol !== "") expect(typeset(symbol)).toContain("katex");
      }
    }
  });

  const first = programAt({});
  if (first.predictionColumns === 1 && first.targetColumns === 1)
    it("is LaTeX that KaTeX accepts with numbers in it", () => {
      const numbers = formulaWithNumbers(first.formula, {
        prediction: 0.32,
        target: 1,
        parameters: numericParameters(first, {}),
        format: (value) => value.toFixed(3),
      });
      expect(typeset(numbers)).toContain("katex");
    });
});

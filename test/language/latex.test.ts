import { readFileSync } from "node:fs";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { compileLoss, formulaLines, formulaWithNumbers, numericParameters } from "../../src/language";
import { losses } from "../../src/losses";

const trust = { throwOnError: true, trust: true, strict: false } as const;
const accepted = (
  JSON.parse(readFileSync(new URL("../fixtures/golden/sources.json", import.meta.url), "utf8")) as {
    accepted: { id: string; source: string; input: string; cases: { parameters?: Record<string, number> }[] }[];
  }
).accepted.filter((source) => source.input !== "class logits");

const texts = [
  ...table.filter((loss) => loss.module === undefined).map((loss) => ({ id: `catalogue/${loss.id}`, program: compileDefinition(loss) })),
  ...accepted.map(({ id, source, cases, input }) => ({ id, program: read(source, cases[0]!.parameters ?? {}, input) })),
];

describe.each(texts)("the formula of $id", ({ source, parameters }) => {
  const program = compileLoss(source, { parameters });

  it("is LaTeX that KaTeX takes, in symbols and in numbers", () => {
    const lines = formulaLines(program.formula, { prediction: "p", target: "y" });
    for (const line of lines) {
      expect(katex.renderToString(line.latex, trust)).toContain("katex");
      if (line.symbol !== "") expect(katex.renderToString(line.symbol, trust)).toContain("katex");
    }
    const numbers = formulaWithNumbers(program.formula, {
      prediction: 0.32,
      target: 1,
      parameters: numericParameters(program, parameters),
      format: (value) => value.toFixed(3),
    });
    expect(katex.renderToString(numbers, trust)).toContain("katex");
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

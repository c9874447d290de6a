import { readFileSync } from "node:fs";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { numericParameters, type ParameterValue } from "../../src/language";
import { formulaLines } from "../../src/language/latex/formulaLines";
import { formulaWithNumbers } from "../../src/language/latex/formulaWithNumbers";
import { compileLoss } from "../../src/language/passes/compile";
import { losses } from "../../src/losses";
import { withinSteps } from "./countedWork";

/** Three times what the formula of a hundred classes takes. */
const MAX_STEPS = 100_000;

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

  it("is LaTeX that KaTeX accepts", () => {
    for (const { symbol, latex } of formulaLines(program.formula, { prediction: "z", target: "y" })) {
      expect(typeset(latex)).toContain("katex");
      if (symbol !== "") expect(typeset(symbol)).toContain("katex");
    }
  });

  if (!isOfClasses)
    it("is LaTeX that KaTeX accepts with numbers in it", () => {
      const numbers = formulaWithNumbers(program.formula, {
        prediction: 0.32,
        target: 1,
        parameters: numericParameters(program, parameters),
        format: (value) => value.toFixed(3),
      });
      expect(typeset(numbers)).toContain("katex");
    });
});

/** One-line sources, sizes next to the batch, and all lines of the formula. */
const written: [name: string, source: string, sizes: { prediction: number[]; target: number[] }, lines: string[]][] = [
  [
    "cross entropy",
    "def loss(z, y):\n    return F.cross_entropy(z, y)\n",
    { prediction: [3], target: [] },
    [String.raw`=-\ln\operatorname{softmax}\left(z\right)_y`],
  ],
  [
    "cross entropy with smoothed labels, its signs drawn together",
    "def loss(z, y, e=0.1):\n    return F.cross_entropy(z, y, label_smoothing=e)\n",
    { prediction: [3], target: [] },
    [
      String.raw`=-\left(1 - \htmlClass{parameter}{e}\right)\,\ln\operatorname{softmax}\left(z\right)_y - \frac{\htmlClass{parameter}{e}}{3}\,\sum_{k} \ln\operatorname{softmax}\left(z\right)_k`,
    ],
  ],
  [
    "a picked probability and its name",
    "def loss(z, y):\n    log_p = F.log_softmax(z, dim=1)\n    return -((1 - log_p.exp()) * log_p).gather(1, y.unsqueeze(1)).mean()\n",
    { prediction: [3], target: [] },
    [String.raw`=-\left(1 - p_y\right)\,\ln p_y`, String.raw`\ln p_k=\ln\operatorname{softmax}\left(z\right)_k`],
  ],
  [
    "columns that have nothing in common, each by itself",
    "def loss(z, y):\n    q = torch.stack([z[:, 0] ** 2, z[:, 1].exp()], dim=1)\n    return (q.sum(dim=1) * y).mean()\n",
    { prediction: [2], target: [] },
    [String.raw`=\left(\sum_{k} q_k\right)\,y`, "q_0=z_0^2", "q_1=e^{z_1}"],
  ],
  [
    "what a loop adds up, and the name that its turns share",
    "def loss(z, y, b=4):\n    s = torch.zeros_like(z)\n    for i in range(b):\n        inside = ((z >= i / b) & (z < (i + 1) / b)).float()\n        s = s + inside * y\n    return s.mean()\n",
    { prediction: [], target: [] },
    [
      String.raw`=\sum_{k=0}^{3} \mathrm{inside}_k\,y`,
      String.raw`\mathrm{inside}_k=\left[\frac{k}{\htmlClass{parameter}{b}} \le z < \frac{k + 1}{\htmlClass{parameter}{b}}\right]`,
    ],
  ],
  [
    "a name that hides the target, with a prime",
    "def loss(z, y, e=0.1):\n    y = y * (1 - e)\n    return (z * y).mean()\n",
    { prediction: [], target: [] },
    ["=z\\,y'", String.raw`y'=y\,\left(1 - \htmlClass{parameter}{e}\right)`],
  ],
];

it.each(written)("%s is typeset as in a textbook", (_name, source, sizes, lines) => {
  const { formula } = compileLoss(source, { sizes });
  const given = formulaLines(formula, { prediction: "z", target: "y" });
  expect(given.map(({ symbol, latex }) => `${symbol}=${latex}`)).toEqual(lines);
});

it("a formula of 100 classes is as short as one of 3 classes and is written in few steps", () => {
  const source =
    "def loss(z, y):\n    p = F.softmax(z, dim=1)\n    return ((1 - p) * F.one_hot(y, z.shape[1])).sum(dim=1).mean()\n";
  const linesFor = (classes: number) =>
    formulaLines(compileLoss(source, { sizes: { prediction: [classes], target: [] } }).formula, {
      prediction: "z",
      target: "y",
    });
  expect(withinSteps(MAX_STEPS, () => linesFor(100))).toEqual(linesFor(3));
});

describe("the focal loss", () => {
  const { formula } = compileLoss(losses[0].source);

  it("is written as in the tutorial: a weight times the cross entropy, with its definitions below", () => {
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

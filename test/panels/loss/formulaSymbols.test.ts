import { describe, expect, it } from "vitest";
import { formulaLines } from "../../../src/language/latex/formulaLines";
import { lossById } from "../../../src/losses";
import { compileDefinition } from "../../../src/losses/compileDefinition";
import { formulaSymbols } from "../../../src/panels/loss/panel/formulaSymbols";

/** The formula without the marks around parameters. */
const linesOf = (id: string, classes = 2) => {
  const definition = lossById(id);
  const program = compileDefinition(definition, {}, { classes, features: 2 });
  return formulaLines(program.formula, formulaSymbols(definition, program)).map(
    ({ symbol, latex }) => `${symbol}=${latex.replaceAll("\\htmlClass{parameter}", "")}`,
  );
};

const firstLines: [id: string, line: string][] = [
  ["hinge", String.raw`=\max\left(0,\,{m} - y\,z\right)`],
  ["bce", String.raw`=-{w_y}\,\left[y\,\ln\,p + \left(1 - y\right)\ln\left(1 - p\right)\right]`],
  [
    "cross-entropy",
    String.raw`=\begin{cases}-{w_y}\,\ln\operatorname{softmax}\left(z\right)_y & y \ne {\mathrm{ignored}}\\ 0 & \text{else}\end{cases}`,
  ],
  ["nll", String.raw`=\begin{cases}-{w_y}\,x_y & y \ne {\mathrm{ignored}}\\ 0 & \text{else}\end{cases}`],
  ["softmax-focal", String.raw`=-\mathrm{miss}^{{\gamma}}\,\ln p`],
  ["multi-margin", String.raw`={w_y}\,\tfrac12\sum_{k \ne y} \max\left(0,\,{m} - z_y + z_k\right)`],
  [
    "multilabel-margin",
    String.raw`=\tfrac12\sum_{k,l:\;y_0,\dots,y_k \ge 0 \land l \notin \{y_0,y_1,\dots\}} \max\left(0,\,1 - z_{y_k} + z_l\right)`,
  ],
  [
    "triplet-margin",
    String.raw`=\max\left(0,\,{m} + \left\lVert a - p + {\varepsilon}\right\rVert_{2} - \left\lVert a - n + {\varepsilon}\right\rVert_{2}\right)`,
  ],
  [
    "cosine-embedding",
    String.raw`=\begin{cases}1 - \cos\left(x_1,\,x_2\right) & y = 1\\ \max\left(0,\,\cos\left(x_1,\,x_2\right) - {m}\right) & y = -1\\ 0 & \text{else}\end{cases}`,
  ],
  [
    "cosine-similarity",
    String.raw`=\frac{x_1^{\top} x_2}{\max\left(\left\lVert x_1\right\rVert_{2},\,{\varepsilon}\right)\,\max\left(\left\lVert x_2\right\rVert_{2},\,{\varepsilon}\right)}`,
  ],
  ["kl-div", String.raw`=\sum_{k} \left(\left[y_k \ne 0\right]\,y_k\,\ln\,y_k - y_k\,x_k\right)`],
  ["dice", String.raw`=1 - \frac{2\,\sum_i p_i\,y_i + {s}}{\mathrm{size} + {s}}`],
  ["ghm-c", String.raw`=\tfrac1N\sum_i \mathrm{weight}_i\,\mathrm{ce}_i`],
  ["ohem", String.raw`=\frac{\sum_i \mathrm{keep}_i\,\mathrm{hard}_i}{\sum_i \mathrm{keep}_i}`],
  [
    "lovasz-hinge",
    String.raw`=\sum_i \max\left(0,\,\mathrm{errors}_i\right)\,\left(\mathrm{jaccard}_i - \mathrm{before}_i\right)`,
  ],
  [
    "class-balanced-focal-classes",
    String.raw`=\tfrac12\sum_{k} \mathrm{weight}_y\,\left(1 - p_{t,k}\right)^{{\gamma}}\,\mathrm{ce}_k`,
  ],
];

describe("the formula of a loss in the catalogue", () => {
  it.each(firstLines)("is written for %s as in a textbook", (id, line) => {
    expect(linesOf(id)[0]).toBe(line);
  });

  it("writes ranks and cumulative sums in the order of the errors", () => {
    expect(linesOf("lovasz-hinge")).toEqual(
      expect.arrayContaining([
        String.raw`\mathrm{rank}_i=\left|\left\{j : \mathrm{errors}_j \ge \mathrm{errors}_i\right\}\right|`,
        String.raw`\mathrm{union}_i=\sum_j y_j + \sum_{j:\;\mathrm{errors}_j \ge \mathrm{errors}_i} \left(1 - y_j\right)`,
      ]),
    );
  });

  it("names the bins of a loop once, with the last one if it differs", () => {
    expect(linesOf("ghm-c")).toEqual(
      expect.arrayContaining([
        String.raw`\mathrm{inside}_{i,k}=\left[\frac{k}{{M}} \le g_i < \mathrm{top}_k\right]`,
        String.raw`\mathrm{top}_k=\begin{cases}\frac{k + 1}{{M}} & k < 9\\ 1.000001 & \text{else}\end{cases}`,
      ]),
    );
  });

  it("prints the names of several columns once, and one-hot as a bracket", () => {
    expect(linesOf("class-balanced-focal-classes", 5)).toContain(String.raw`\mathrm{hot}_k=\left[y = k\right]`);
  });

  it("keeps the names of plain numbers", () => {
    expect(linesOf("balanced-l1")).toContain(String.raw`b=e^{\frac{{\gamma}}{{\alpha}}} - 1`);
  });
});

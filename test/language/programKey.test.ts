import { expect, it } from "vitest";
import { compileLoss, logOddsHead, onHead, sigmoidHead } from "../../src/language";
import { programKey } from "../../src/language/programKey";

const focal = (exponent: string) => `
def focal(input, target, gamma=2.0, alpha=None):
    pt = torch.where(target == 1, input, 1 - input)
    weight = 1 if alpha is None else alpha
    return (-weight * (1 - pt)**${exponent} * torch.log(pt)).mean()
`;

it("is the same for a program compiled again or copied, whatever its parameters' values", () => {
  const { key } = compileLoss(focal("gamma"));
  expect(compileLoss(focal("gamma")).key).toBe(key);
  expect(compileLoss(focal("gamma"), { parameters: { gamma: 3 } }).key).toBe(key);
  const copy = structuredClone(compileLoss(focal("gamma")));
  expect(programKey(copy.batch)).toBe(key);
});

it("is another for another source, choice, reduction, head, constant and parameter", () => {
  const program = compileLoss(focal("gamma"));
  const keys = [
    program,
    compileLoss(focal("2")),
    compileLoss(focal("3")),
    compileLoss(focal("alpha"), { parameters: { alpha: 0.5 } }),
    compileLoss(focal("gamma"), { parameters: { alpha: 0.25 } }),
    compileLoss(focal("gamma"), { reduction: "sum" }),
    onHead(program, sigmoidHead),
    onHead(compileLoss(focal("gamma"), { sizes: { prediction: [2], target: [2] } }), logOddsHead),
  ].map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it("tells apart the numbers that JSON does not", () => {
  const values = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const keys = values.map((value) =>
    programKey({ nodes: [{ op: "constant", inputs: [], shape: [], value }], outputs: { objective: 0 } }),
  );
  expect(new Set(keys).size).toBe(values.length);
});

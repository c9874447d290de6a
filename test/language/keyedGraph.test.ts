import { expect, it } from "vitest";
import { withKey } from "../../src/language/keyedGraph";
import { compileLoss } from "../../src/language/passes/compile";
import { logOddsHead, sigmoidHead, withHead } from "../../src/language/passes/heads";

const focal = (exponent: string) => `
def focal(input, target, gamma=2.0, alpha=None):
    pt = torch.where(target == 1, input, 1 - input)
    weight = 1 if alpha is None else alpha
    return (-weight * (1 - pt)**${exponent} * torch.log(pt)).mean()
`;

it("is the same for a program compiled again or copied, whatever its parameters' values", () => {
  const { key } = compileLoss(focal("gamma")).batch;
  expect(compileLoss(focal("gamma")).batch.key).toBe(key);
  expect(compileLoss(focal("gamma"), { parameters: { gamma: 3 } }).batch.key).toBe(key);
  const copy = structuredClone(compileLoss(focal("gamma")));
  expect(copy.batch.key).toBe(key);
  expect(withKey({ nodes: copy.batch.nodes, outputs: copy.batch.outputs }).key).toBe(key);
});

it("differs for another source, choice, reduction, head, constant or parameter", () => {
  const program = compileLoss(focal("gamma"));
  const keys = [
    program,
    compileLoss(focal("2")),
    compileLoss(focal("3")),
    compileLoss(focal("alpha"), { parameters: { alpha: 0.5 } }),
    compileLoss(focal("gamma"), { parameters: { alpha: 0.25 } }),
    compileLoss(focal("gamma"), { reduction: "sum" }),
    withHead(program, sigmoidHead),
    withHead(compileLoss(focal("gamma"), { sizes: { prediction: [2], target: [2] } }), logOddsHead),
  ].map(({ batch }) => batch.key);
  expect(new Set(keys).size).toBe(keys.length);
});

it("differs for numbers that JSON writes alike", () => {
  const values = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const keys = values.map(
    (value) => withKey({ nodes: [{ op: "constant", inputs: [], shape: [], value }], outputs: { objective: 0 } }).key,
  );
  expect(new Set(keys).size).toBe(values.length);
});

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkLosses } from "../../scripts/golden/checkLosses";
import type { EncodedTensor } from "../../scripts/golden/encoding";
import { type LossCase, lossFixture } from "../../scripts/golden/fixtures";
import { createCpuGoldenEngine } from "../../scripts/golden/goldenEngine";
import { readFixture } from "../../scripts/golden/readFixture";

/** Cases of the file, rewritten to other shapes that mean the same numbers in torch. */

const path = fileURLToPath(new URL("../fixtures/golden/losses.json", import.meta.url));
const { cases } = lossFixture(readFixture(path), "losses");
const float64 = createCpuGoldenEngine("float64");

const caseNamed = (id: string): LossCase => structuredClone(cases.find((one) => one.id === id)!);
const transposed = ({ shape: [rows = 1, columns = 1], data }: EncodedTensor): EncodedTensor => ({
  shape: [columns, rows],
  data: Array.from({ length: rows * columns }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!),
});
const reshaped = ({ data }: EncodedTensor, ...shape: number[]): EncodedTensor => ({ shape, data });

/** (N, C) as one sample (1, C, N) of N positions: values and gradients move with their elements. */
function asPlaces(example: LossCase): LossCase {
  const move = (tensor: EncodedTensor) => {
    const turned = transposed(tensor);
    return reshaped(turned, 1, ...turned.shape);
  };
  const all = (tensors: Record<string, EncodedTensor> = {}) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, move(tensor)]));
  const { none, sum } = example.expected;
  return {
    ...example,
    inputs: all(example.inputs),
    // One sample: `batchmean` divides by 1.
    expected: { ...example.expected, none: move(none), batchmean: sum },
    grad: all(example.grad),
    grad_mean: all(example.grad_mean),
    grad_batchmean: all(example.grad),
  };
}

async function expectHeld(example: LossCase): Promise<void> {
  const [row] = await checkLosses({ format: "loss-golden", cases: [example] }, float64);
  expect(row).toMatchObject({ status: "ok", unsupported: 0 });
}

describe("a case in another shape", () => {
  it.each(["KLDivLoss/log_target=false/random", "KLDivLoss/log_target=true/random"])(
    "has the same values: %s with (N, C) as (1, C, N)",
    async (id) => {
      const example = caseNamed(id);
      await expectHeld(example);
      await expectHeld(asPlaces(example));
    },
  );

  it.each([
    ["the first", 0],
    ["the last", 1],
    ["the last, from behind", -1],
  ])("has the same values: the cosine along %s dimension", async (_, dim) => {
    const example = caseNamed("CosineSimilarity/dim=1,eps=1e-08/random");
    example.params = { ...example.params, dim };
    if (dim === 0) {
      for (const tensors of [example.inputs, example.grad, example.grad_mean!]) {
        for (const [name, tensor] of Object.entries(tensors)) tensors[name] = transposed(tensor);
      }
    }
    await expectHeld(example);
  });

  it("has the same values: the variance with one number per row, without a dimension", async () => {
    const example = caseNamed("GaussianNLLLoss/full=true/one-var-per-row");
    for (const tensors of [example.inputs, example.grad]) {
      tensors.var = reshaped(tensors.var!, tensors.var!.data.length);
    }
    await expectHeld(example);
  });

  it("has the same values: a single sample without a batch dimension", async () => {
    const example = caseNamed("MultiLabelMarginLoss/default/doc");
    const alone = (tensor: EncodedTensor) => reshaped(tensor, tensor.data.length);
    await expectHeld({
      ...example,
      inputs: { input: alone(example.inputs.input!), target: alone(example.inputs.target!) },
      expected: { ...example.expected, none: reshaped(example.expected.none) },
    });
  });
});

describe("composed objectives", () => {
  it("add a whole-batch loss to every element", async () => {
    const focal = caseNamed("Objective/sigmoid+focal");
    const [term] = focal.params.terms as object[];
    const dice = { ...term, loss: "DiceLoss", params: { smooth: 1, squared: false } };
    const p = focal.inputs.input!.data.map((z) => 1 / (1 + Math.exp(-Number(z))));
    const y = focal.inputs.target!.data.map(Number);
    const total = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    const value = 1 - (2 * total(p.map((share, i) => share * y[i]!)) + 1) / (total(p) + total(y) + 1);
    const more = (number: number | string) => Number(number) + value;
    for (const terms of [
      [term, dice],
      [dice, term],
    ]) {
      await expectHeld({
        ...focal,
        params: { ...focal.params, terms },
        expected: {
          none: { ...focal.expected.none, data: focal.expected.none.data.map(more) },
          mean: more(focal.expected.mean),
          sum: more(focal.expected.sum),
        },
        grad: {},
        grad_mean: {},
      });
    }
  });
});

it("a parameter that JSON has no number for is read from its word", async () => {
  const example = caseNamed("TripletMarginWithDistanceLoss/chebyshev,margin=1.0,swap=false/random");
  await expectHeld({
    ...example,
    loss: "TripletMarginLoss",
    params: { margin: 1, p: "Infinity", swap: false, eps: 0 },
  });
});

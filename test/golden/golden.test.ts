import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkLosses } from "../../scripts/golden/checkLosses";
import { checkOptimizers } from "../../scripts/golden/checkOptimizers";
import { checkTraining } from "../../scripts/golden/checkTraining";
import { Comparison } from "../../scripts/golden/comparison";
import { decodePacked, FixtureError } from "../../scripts/golden/encoding";
import {
  type LossCase,
  lossFixture,
  type TrainingFixture,
  trainingFixture,
  withOptimizers,
} from "../../scripts/golden/fixtures";
import { createCpuGoldenEngine } from "../../scripts/golden/goldenEngine";
import { readFixture } from "../../scripts/golden/readFixture";
import { optimizers } from "../../src/optimizers";

const path = (name: string) => fileURLToPath(new URL(`../fixtures/golden/${name}`, import.meta.url));
const losses = lossFixture(readFixture(path("losses.json")), "losses");
const training = withOptimizers(
  trainingFixture(readFixture(path("training.json.gz")), "training"),
  readFixture(path("optimizers.json.gz")),
  "optimizers",
);
const float64 = createCpuGoldenEngine("float64");
const cpu = createCpuGoldenEngine("cpu");

const runsNamed = (...ids: string[]): TrainingFixture => ({
  ...structuredClone({ ...training, runs: [] }),
  runs: structuredClone(training.runs.filter(({ id }) => ids.includes(id))),
});
const statuses = (rows: { status: string }[]) => rows.map(({ status }) => status);

describe("the tutorial's run", () => {
  it("ends at torch's 0.0163, 0.9835, 0.0168, 0.9839", async () => {
    const [row] = await checkTraining(runsNamed("tutorial"), float64);
    expect(row).toMatchObject({ status: "ok", unsupported: 0 });
    const { epochs } = training.runs.find(({ id }) => id === "tutorial")!.f64;
    const figures = ["train_objective_running", "train_accuracy_running", "val_objective_batched", "accuracy"];
    expect(figures.map((name) => Number(epochs[name]!.at(-1)).toFixed(4))).toEqual([
      "0.0163",
      "0.9835",
      "0.0168",
      "0.9839",
    ]);
  });
});

/** The classes of torch.optim 1.13 that take one gradient a step. */
const TORCH_OPTIMIZERS = new Set<string>([
  ...["Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "ASGD", "NAdam", "RAdam", "RMSprop", "Rprop", "SGD"],
]);

describe("the optimisers", () => {
  it.each([float64, cpu])("follow torch's trajectories in $id", async (engine) => {
    const rows = await checkOptimizers(training, engine);
    expect(rows).toHaveLength(training.optimizer_steps.length);
    expect(rows.length).toBeGreaterThanOrEqual(38);
    expect(rows.filter(({ status }) => status !== "ok")).toEqual([]);
  });

  it.each(optimizers.map(({ name }) => name))(
    "%s has a trajectory and a run of torch, or a test of its own",
    (name) => {
      const has = (cases: readonly { optimizer: { name: string } }[]) =>
        cases.some(({ optimizer }) => optimizer.name === name);
      if (TORCH_OPTIMIZERS.has(name)) {
        expect(has(training.optimizer_steps) && has(training.runs), "a case in scripts/golden/makeOptimizers.py").toBe(
          true,
        );
      } else {
        const own = `test/optimizers/${name}.test.ts`;
        expect(existsSync(own), own).toBe(true);
      }
    },
  );
});

describe("the golden check", () => {
  const focal = () => structuredClone(losses.cases.find(({ id }) => id === "FocalLoss/alpha=0.75,gamma=2.0/random")!);
  const check = async (change: (goldenCase: LossCase) => void, engine = float64) => {
    const changed = focal();
    change(changed);
    return (await checkLosses({ format: "loss-golden", cases: [changed] }, engine))[0]!;
  };

  it("passes an unchanged case on both engines", async () => {
    expect((await check(() => {})).status).toBe("ok");
    expect((await check(() => {}, cpu)).status).toBe("ok");
  });

  it.each<[string, (goldenCase: LossCase) => void]>([
    ["a value", ({ expected }) => (expected.none.data[3] = Number(expected.none.data[3]) + 1e-4)],
    ["the mean", ({ expected }) => (expected.mean = Number(expected.mean) * (1 + 1e-4))],
    ["the sum", ({ expected }) => (expected.sum = Number(expected.sum) * (1 + 1e-4))],
    ["a gradient", ({ grad }) => (grad.input!.data[0] = -Number(grad.input!.data[0]))],
    ["a parameter", ({ params }) => (params.gamma = 2.001)],
    ["NaN for a number", ({ expected }) => (expected.none.data[0] = "NaN")],
    ["a missing number", ({ expected }) => void expected.none.data.pop()],
  ])("fails when %s is wrong", async (_, change) => {
    for (const engine of [float64, cpu]) {
      const row = await check(change, engine);
      expect(row.status).toBe("FAIL");
      expect(row.details[0]).toContain("FocalLoss/alpha=0.75,gamma=2.0/random");
    }
  });

  it("calls a loss that the catalogue lacks unsupported, never ok", async () => {
    expect(await check((c) => (c.loss = "GizmoLoss"))).toMatchObject({ status: "unsupported", unsupported: 1 });
    expect(await check((c) => (c.params.epsilon = 0.1))).toMatchObject({
      status: "unsupported",
      details: ["FocalLoss has no parameter epsilon"],
    });
    const objective = losses.cases.find(({ id }) => id === "Objective/sigmoid+focal")!;
    const changed = structuredClone(objective);
    changed.params.activation = "softsign";
    expect((await checkLosses({ format: "loss-golden", cases: [changed] }, float64))[0]!.status).toBe("unsupported");
  });

  it("counts the unsupported cases of a loss that has supported ones", async () => {
    const unknown = focal();
    unknown.params.epsilon = 0.1;
    const [row] = await checkLosses({ format: "loss-golden", cases: [focal(), unknown] }, float64);
    expect(row).toMatchObject({ status: "ok", cases: 2, unsupported: 1 });
  });

  it.each<[string, (fixture: TrainingFixture) => void]>([
    ["the initial weights", ({ inits }) => (inits["2-4-8-1"]!["fc1.weight"]!.data[0] = 0.5)],
    ["the learning rate", ({ runs }) => (runs[0]!.optimizer.lr = 0.011)],
    ["the L2 penalty", ({ runs }) => (runs[0]!.l2 = 0.0011)],
    ["the grid's axes", ({ grid }) => grid.axis.reverse()],
    ["the last weights", ({ runs }) => (runs[0]!.f64.final["fc3.bias"]!.data[0] = 7)],
    ["a confusion count", ({ runs }) => (runs[0]!.f64.epochs.tp![2] = 3)],
    [
      "the batch order",
      ({ orders }) => (orders.main = { ...orders.main!, base64: `AQAAAA${orders.main!.base64.slice(6)}` }),
    ],
    ["the first gradient", ({ runs }) => (runs[0]!.f64.first_grad!["fc3.bias"]!.data[0] = 0.1)],
  ])("fails a run when %s differs from torch", async (_, change) => {
    const fixture = runsNamed("loss/focal-2");
    expect(statuses(await checkTraining(fixture, float64))).toEqual(["ok"]);
    change(fixture);
    expect(statuses(await checkTraining(fixture, float64))).toEqual(["FAIL"]);
  });

  it("fails an optimiser's trajectory when a hyper-parameter differs", async () => {
    const fixture = { ...training, optimizer_steps: structuredClone(training.optimizer_steps) };
    for (const { optimizer } of fixture.optimizer_steps) optimizer.lr = Number(optimizer.lr) * 1.001;
    expect(new Set(statuses(await checkOptimizers(fixture, float64)))).toEqual(new Set(["FAIL"]));
  });

  it("does not accept one non-finite number in place of another", () => {
    for (const [actual, expected] of [
      [Number.NaN, 1],
      [1, Number.NaN],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [Number.POSITIVE_INFINITY, 1],
    ] as const) {
      const comparison = new Comparison();
      comparison.add("there", actual, expected, { absolute: 1, relative: 1 });
      expect(comparison.ok).toBe(false);
    }
  });
});

describe("golden files", () => {
  it("are refused with what was expected if they have another format", () => {
    expect(() => lossFixture({ format: "other" }, "f.json")).toThrow(
      'f.json: expected format "loss-golden", got "other"',
    );
    expect(() => trainingFixture({ format: "training-golden" }, "t.json")).toThrow("t.json, field data: expected");
    expect(() => readFixture(path("nothing.json"))).toThrow(FixtureError);
    expect(() => readFixture(path("ORIGIN.md"))).toThrow(/expected JSON/);
    expect(() => decodePacked({ dtype: "uint8", shape: [3], base64: "AA==" })).toThrow(
      "expected 3 uint8 numbers, got 1",
    );
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { STEP_FIELDS, type TrainingJob } from "../../../src/engine/backend";
import type { KernelLimits } from "../../../src/engine/webgpu/kernelPlan";
import type { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { referenceTraining } from "./referenceTraining";
import { backendFor } from "./softwareBackend";
import { crossEntropy, dice, type HandWrittenLoss, SETTINGS, trainingJob, uniformNumbers } from "./trainingFixtures";

/**
 * Float32 rounding over some ten steps of Adam: sums of a few hundred terms, then a quotient that
 * does not reduce the error.
 */
const GPU_FLOAT32 = 2e-5;

const opened: WebGpuBackend[] = [];
async function open(loss: HandWrittenLoss, limits: Partial<KernelLimits> = {}) {
  const backend = await backendFor(loss, limits);
  opened.push(backend);
  return backend;
}
afterAll(() => {
  for (const backend of opened) backend.dispose();
});

/**
 * Trains `steps` steps and compares records, parameters and predictions with the float64 reference.
 */
async function expectReference(backend: WebGpuBackend, job: TrainingJob, loss: HandWrittenLoss, steps: number) {
  const trainer = await backend.createTrainer(job);
  const records = await trainer.advance(steps);
  const reference = referenceTraining(job, loss, steps);
  expectClose(records, reference.records.flat());
  expectClose(await trainer.parameters(0), reference.parameters);
  const points = uniformNumbers(2 * 100, 5).map((value) => 4 * value);
  expectClose(await trainer.predict(0, points), reference.predict(points));
  expect(trainer.step).toBe(steps);
  trainer.dispose();
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = GPU_FLOAT32) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= tolerance)) expect.fail(`at ${i}: expected ${expected[i]}, got ${actual[i]}`);
  }
}

describe("training on the GPU", () => {
  it("takes the reference's steps, the short last batch included", async () => {
    const backend = await open(crossEntropy);
    await expectReference(backend, trainingJob(), crossEntropy, 9);
  });

  it.each([1, 7, 330, 1000])("takes the reference's steps with batches of %i", async (batchSize) => {
    const backend = await open(crossEntropy);
    await expectReference(backend, trainingJob({ batchSize }), crossEntropy, 6);
  });

  it.each(["relu", "leaky_relu", "tanh", "sigmoid"] as const)("trains %s networks of any shape", async (activation) => {
    const backend = await open(crossEntropy);
    for (const hidden of [[], [5], [20, 20, 3]]) {
      await expectReference(backend, trainingJob({ activation, hidden }), crossEntropy, 5);
    }
  });

  it("trains the largest network of the controls, six hidden layers of 64", async () => {
    const backend = await open(crossEntropy);
    const hidden = [64, 64, 64, 64, 64, 64];
    await expectReference(backend, trainingJob({ hidden, activation: "tanh", rows: 150 }), crossEntropy, 3);
  });

  it("trains a loss whose gradient needs sums over the batch", async () => {
    const backend = await open(dice);
    await expectReference(backend, trainingJob(), dice, 9);
  });
});

describe("workgroup memory placements", () => {
  it.each([
    ["all in workgroup memory", { workgroupBytes: 32768, workgroupThreads: 128 }, [4, 8]],
    ["the state in storage", { workgroupBytes: 16384, workgroupThreads: 32 }, [4, 4, 4, 4]],
  ] as const)("take the reference's steps with %s", async (_, limits, hidden) => {
    // The two-pass loss reads and writes all that a single-pass loss does. A large tile takes
    // SwiftShader over a second to compile.
    const backend = await open(dice, limits);
    await expectReference(backend, trainingJob({ hidden, activation: "tanh" }), dice, 9);
  });
});

describe("batches larger than the tile", () => {
  // Room for a tile of 32 samples of a 2-4-8-1 network, but not for 100.
  const SMALL = { workgroupBytes: 8000, workgroupThreads: 32 };
  // Too small for any tile, which goes to storage memory.
  const NONE = { workgroupBytes: 1200, workgroupThreads: 32 };

  it.each([
    ["workgroup memory", SMALL],
    ["storage", NONE],
  ])("take the reference's steps with the tile in %s", async (_, limits) => {
    for (const loss of [crossEntropy, dice]) {
      const backend = await open(loss, limits);
      await expectReference(backend, trainingJob({ batchSize: 150 }), loss, 7);
      await expectReference(backend, trainingJob({ batchSize: 2500, rows: 5100 }), loss, 4);
    }
  });
});

describe("the record of a step", () => {
  it("is laid out as [steps, members, fields] over calls of any length", async () => {
    const backend = await open(crossEntropy);
    const settings = [SETTINGS, { ...SETTINGS, l1: 0 }];
    const job = trainingJob({ settings });
    const whole = await backend.createTrainer(job);
    const all = await whole.advance(6);
    expect(all.length).toBe(6 * 2 * STEP_FIELDS.length);
    const stepwise = await backend.createTrainer(job);
    const pieces = [...(await stepwise.advance(1)), ...(await stepwise.advance(3)), ...(await stepwise.advance(2))];
    expect(pieces).toEqual([...all]);
  });
});

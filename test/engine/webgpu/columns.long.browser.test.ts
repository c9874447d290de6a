/** Losses of several columns and of whole batches on the GPU, compared with the float64 engine. */
import { afterAll, describe, expect, it } from "vitest";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { evaluateLossOnGpu } from "../../../src/engine/webgpu";
import { findDevice } from "../../../src/engine/webgpu/adapter";
import type { KernelLimits } from "../../../src/engine/webgpu/kernelPlan";
import { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { createEvaluator, type LossProgram } from "../../../src/language";
import { emitWgsl } from "../../../src/language/wgsl/emitWgsl";
import { classCrossEntropy, lovaszHinge, rankedClasses, softDice } from "../columnLosses";
import { type JobSettings, smallJob } from "../jobs";
import { uniformNumbers } from "./trainingFixtures";

/** Float32 rounding over eight steps of plain descent. */
const GPU_FLOAT32 = 2e-5;

const opened: WebGpuBackend[] = [];
async function open(limits: Partial<KernelLimits>): Promise<WebGpuBackend> {
  const found = await findDevice(true);
  if ("unavailable" in found) throw new Error(`these tests need WebGPU, a software adapter will do: ${found.detail}`);
  const backend = new WebGpuBackend({ ...found, emit: emitWgsl, limits });
  opened.push(backend);
  return backend;
}
afterAll(() => {
  for (const backend of opened) backend.dispose();
});

const jobs: Record<string, JobSettings> = {
  classCrossEntropy: {
    loss: classCrossEntropy,
    labelColumns: [
      [1, 0],
      [0, 1],
    ],
  },
  softDice: { loss: softDice },
  lovaszHinge: { loss: lovaszHinge },
  rankedClasses: { loss: rankedClasses },
};
const optimizerRate = 0.1;

/**
 * Limits that decide where the tile of a 2-3 network is, and whether it holds a whole batch of 40.
 * They are small because a software adapter clears workgroup memory slowly.
 */
const placements: Record<string, Partial<KernelLimits>> = {
  "whole batches in workgroup memory": { workgroupBytes: 4096, workgroupThreads: 16 },
  "whole batches in storage": { workgroupBytes: 600, workgroupThreads: 16 },
  "tiles in workgroup memory": { workgroupBytes: 1700, workgroupThreads: 16 },
};

describe.each(Object.keys(placements))("with %s", (placement) => {
  it("takes the float64 engine's steps for each loss, the short last batch included", async () => {
    const backend = await open(placements[placement]!);
    await Promise.all(
      Object.entries(jobs).map(async ([name, settings]) => {
        const job = withRate(smallJob({ model: { hidden: [3] }, rows: 130, batchSize: 40, l1: 0.001, ...settings }));
        const [gpu, reference] = [await backend.createTrainer(job), await createFloat64Backend().createTrainer(job)];
        expectClose(`${name}, steps`, await gpu.advance(8), await reference.advance(8));
        expectClose(`${name}, parameters`, await gpu.parameters(0), await reference.parameters(0));
        const points = uniformNumbers(2 * 90, 5).map((value) => 3 * value);
        expectClose(`${name}, outputs`, await gpu.predict(0, points), await reference.predict(0, points));
        gpu.dispose();
      }),
    );
  });
});

describe("a step that is cut into dispatches", () => {
  it("ranks the samples of the whole batch", async () => {
    const backend = await open({});
    const job = withRate(smallJob({ rows: 1500, batchSize: 1500, loss: lovaszHinge }));
    const [gpu, reference] = [await backend.createTrainer(job), await createFloat64Backend().createTrainer(job)];
    expectClose("steps", await gpu.advance(2), await reference.advance(2), 2e-4);
    expectClose("parameters", await gpu.parameters(0), await reference.parameters(0), 2e-4);
  });
});

describe("a loss on the GPU as a function of its own columns", () => {
  it("has the float64 evaluator's objective, gradients and per-sample values", async () => {
    const backend = await open({});
    const columns = (program: LossProgram) => ({
      // Multiples of ¼: many of the seventy samples are equal, and their order in the batch
      // decides.
      predictions: Array.from({ length: program.predictionColumns }, (_, k) =>
        uniformNumbers(70, 3 + k).map((value) => Math.round(4 * value) / 4),
      ),
      targets: Array.from({ length: program.targetColumns }, (_, k) =>
        uniformNumbers(70, 30 + k).map((value) => (value > 0 ? 1 : 0)),
      ),
    });
    for (const loss of [classCrossEntropy, softDice, lovaszHinge, rankedClasses]) {
      const input = columns(loss);
      const onGpu = await evaluateLossOnGpu(backend, loss, { ...input, parameters: {} });
      const exact = createEvaluator(loss.batch, Float64Array).evaluate({
        predictions: input.predictions.map((column) => new Float64Array(column)),
        targets: input.targets.map((column) => new Float64Array(column)),
        count: 70,
        parameters: {},
      });
      expectClose(`${loss.name}, objective`, [onGpu.objective], [exact.objective as number]);
      expect(onGpu.gradients).toHaveLength(loss.predictionColumns);
      expectClose(`${loss.name}, gradient`, onGpu.gradients[0]!, exact.gradient as Float64Array);
      if (loss.predictionColumns === 2) expectClose("gradient1", onGpu.gradients[1]!, exact.gradient1 as Float64Array);
      if (exact.perSample === undefined) expect(onGpu.perSample).toBeNull();
      else expectClose(`${loss.name}, samples`, onGpu.perSample![0]!, exact.perSample as Float64Array);
    }
  });
});

function withRate(job: ReturnType<typeof smallJob>): ReturnType<typeof smallJob> {
  const rate = { weights: optimizerRate, biases: optimizerRate };
  return {
    ...job,
    members: job.members.map((member) => ({ ...member, settings: { ...member.settings, learningRate: rate } })),
  };
}

function expectClose(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = GPU_FLOAT32) {
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= tolerance)) expect.fail(`${what} at ${i}: expected ${expected[i]}, got ${actual[i]}`);
  }
}

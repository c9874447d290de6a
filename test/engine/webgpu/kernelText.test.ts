import { describe, expect, it } from "vitest";
import { type KernelPlan, kernelPlan } from "../../../src/engine/webgpu/kernelPlan";
import { wgslOptimizer } from "../../../src/engine/webgpu/kernels/optimizerUpdate";
import { predictKernel } from "../../../src/engine/webgpu/kernels/predictKernel";
import { trainingKernel } from "../../../src/engine/webgpu/kernels/trainingKernel";
import { ADAM, crossEntropy, dice, trainingJob } from "./trainingFixtures";

const LIMITS = { workgroupBytes: 32768, workgroupThreads: 128, storageBytes: 2 ** 27, workgroups: 65535 };

describe("the text of a kernel", () => {
  const { layout } = trainingJob({ hidden: [3] });
  const plan = (loss: typeof dice, batchSize: number): KernelPlan =>
    kernelPlan(layout, ADAM, loss.wgsl, batchSize, 1, LIMITS);

  it("equals its snapshot for a batch that fits the tile", async () => {
    const loss = crossEntropy.wgsl;
    const text = trainingKernel({
      layout,
      optimizer: wgslOptimizer(ADAM),
      loss,
      targetColumns: 1,
      plan: plan(crossEntropy, 100),
    });
    await expect(text).toMatchFileSnapshot("snapshots/wholeBatch.wgsl");
  });

  it("equals its snapshot for a batch-level loss in tiles", async () => {
    const text = trainingKernel({
      layout,
      optimizer: wgslOptimizer(ADAM),
      loss: dice.wgsl,
      targetColumns: 1,
      plan: plan(dice, 4340),
    });
    await expect(text).toMatchFileSnapshot("snapshots/tiled.wgsl");
  });

  it("equals its snapshot for predictions", async () => {
    await expect(predictKernel(layout)).toMatchFileSnapshot("snapshots/predict.wgsl");
  });
});

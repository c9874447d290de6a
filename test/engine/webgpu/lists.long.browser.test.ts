/**
 * Every optimiser of the list on the GPU, with a fleet of models that have rates of their own, and
 * every data set of the list, held to the float64 engine.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { findDevice } from "../../../src/engine/webgpu/adapter";
import { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { emitWgsl } from "../../../src/language/wgsl/emitWgsl";
import { datasetJobs } from "../datasetJobs";
import { optimizerCases, optimizerFleet } from "../optimizerCases";

/** Float32 rounding over thirty steps, which grows from step to step. */
const GPU_FLOAT32 = 2e-4;
const STEPS = 30;

let backend: WebGpuBackend;
beforeAll(async () => {
  const found = await findDevice(true);
  if ("unavailable" in found) throw new Error(`these tests need WebGPU, a software adapter will do: ${found.detail}`);
  // Small limits: a software adapter clears workgroup memory slowly.
  backend = new WebGpuBackend({ ...found, emit: emitWgsl, limits: { workgroupBytes: 4096, workgroupThreads: 16 } });
});
afterAll(() => backend.dispose());

it.each(optimizerCases)("$title takes the float64 engine's steps and moves every parameter", async ({ optimizer }) => {
  const job = optimizerFleet(optimizer);
  const [gpu, exact] = [await backend.createTrainer(job), await createFloat64Backend().createTrainer(job)];
  expectClose(await gpu.advance(1), await exact.advance(1));
  for (const [m, { initialParameters }] of job.members.entries()) {
    const parameters = await gpu.parameters(m);
    expect([...parameters.keys()].filter((i) => parameters[i] === initialParameters[i])).toEqual([]);
  }
  expectClose(await gpu.advance(STEPS), await exact.advance(STEPS));
  for (const m of job.members.keys()) expectClose(await gpu.parameters(m), await exact.parameters(m));
  gpu.dispose();
});

it.each(datasetJobs)("the data of $kind are trained as the float64 engine trains them", async ({ job }) => {
  const [gpu, exact] = [await backend.createTrainer(job), await createFloat64Backend().createTrainer(job)];
  expectClose(await gpu.advance(STEPS), await exact.advance(STEPS));
  expectClose(await gpu.parameters(0), await exact.parameters(0));
  expectClose(await gpu.predict(0, job.features), await exact.predict(0, job.features));
  gpu.dispose();
});

function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(values).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const allowed = GPU_FLOAT32 * (1 + Math.abs(expected[i]!));
    expect(Math.abs(values[i]! - expected[i]!), `number ${i}: ${values[i]} for ${expected[i]}`).toBeLessThan(allowed);
  }
}

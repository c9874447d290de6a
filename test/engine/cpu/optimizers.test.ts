/** Runs every optimiser of the list on the CPU engines. */
import { describe, expect, it } from "vitest";
import type { Trainer, TrainingJob } from "../../../src/engine/backend";
import { createFloat64Backend, createTypedArrayBackend } from "../../../src/engine/cpu";
import { KernelCache } from "../../../src/engine/cpu/wasm/kernelCache";
import { WasmTrainer } from "../../../src/engine/cpu/wasm/wasmTrainer";
import { lovaszHinge } from "../columnLosses";
import { optimizerCases, optimizerFleet } from "../optimizerCases";

/** Roundings to float32 over a few dozen steps, which grow with each step. */
const MANY_STEPS = 1e-4;
const STEPS = 40;
const kernels = new KernelCache();

const engines: Record<string, (job: TrainingJob) => Promise<Trainer>> = {
  float64: (job) => createFloat64Backend().createTrainer(job),
  "typed arrays": (job) => createTypedArrayBackend().createTrainer(job),
  WebAssembly: async (job) => new WasmTrainer(job, kernels),
};

describe.each(optimizerCases)("$title", ({ optimizer }) => {
  it.each(Object.keys(engines))("moves every parameter of every model, on %s", async (engine) => {
    const job = optimizerFleet(optimizer);
    const trainer = await engines[engine]!(job);
    await trainer.advance(1);
    for (const [m, { initialParameters }] of job.members.entries()) {
      const parameters = await trainer.parameters(m);
      expect(parameters.every(Number.isFinite)).toBe(true);
      const still = [...parameters.keys()].filter((i) => parameters[i] === initialParameters[i]);
      expect(still, `parameters of model ${m} that stand still`).toEqual([]);
    }
  });

  it.each(["typed arrays", "WebAssembly"])("takes the float64 engine's steps, on %s", async (engine) => {
    const job = optimizerFleet(optimizer);
    const [trainer, exact] = [await engines[engine]!(job), await engines.float64!(job)];
    const records = await trainer.advance(STEPS);
    expectClose(records, await exact.advance(STEPS));
    for (const m of job.members.keys()) expectClose(await trainer.parameters(m), await exact.parameters(m));
  });

  it.each(Object.keys(engines))(
    "keeps its vectors when the loss changes and clears them on a restart, on %s",
    async (engine) => {
      const job = optimizerFleet(optimizer);
      const [trainer, exact] = [await engines[engine]!(job), await engines.float64!(job)];
      for (const each of [trainer, exact]) {
        await each.advance(4);
        await each.replaceLoss(lovaszHinge);
      }
      expectClose(await trainer.advance(6), await exact.advance(6));
      await trainer.replaceLoss(job.loss);
      trainer.restart!(job.members);
      const fresh = await engines[engine]!(job);
      expect(await trainer.advance(9)).toEqual(await fresh.advance(9));
      expect(await trainer.parameters(2)).toEqual(await fresh.parameters(2));
    },
  );
});

function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(values).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const allowed = MANY_STEPS * (1 + Math.abs(expected[i]!));
    expect(Math.abs(values[i]! - expected[i]!), `number ${i}: ${values[i]} for ${expected[i]}`).toBeLessThan(allowed);
  }
}

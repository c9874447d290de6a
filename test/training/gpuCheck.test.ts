import { expect, it } from "vitest";
import type { Backend, Trainer } from "../../src/engine/backend";
import { createCpuBackend, createFloat64Backend, createTypedArrayBackend } from "../../src/engine/cpu";
import { computesRight } from "../../src/training/gpuCheck";

const cpu = createCpuBackend();

/** The typed arrays' engine with one result changed. */
const changed = (change: (trainer: Trainer) => void): Backend => {
  const engine = createTypedArrayBackend();
  return {
    ...engine,
    createTrainer: async (job) => {
      const trainer = await engine.createTrainer(job);
      change(trainer);
      return trainer;
    },
  };
};

it.each([
  ["float64", createFloat64Backend()],
  ["typed arrays", createTypedArrayBackend()],
  ["WebAssembly", cpu],
])("%s trains the known job right", async (_, engine) => {
  expect(await computesRight(engine, cpu)).toBe(true);
});

it.each<[string, Backend]>([
  [
    "skips a step's update",
    changed((trainer) => {
      const advance = trainer.advance.bind(trainer);
      trainer.advance = (count) =>
        advance(count - 1).then((records) => Float64Array.of(...records, ...records.slice(-4)));
    }),
  ],
  [
    "loses a parameter",
    changed((trainer) => {
      const parameters = trainer.parameters.bind(trainer);
      trainer.parameters = async (member) => (await parameters(member)).map((value, i) => (i === 7 ? 0 : value));
    }),
  ],
  [
    "predicts NaN",
    changed((trainer) => {
      const predict = trainer.predict.bind(trainer);
      trainer.predict = async (...given) => (await predict(...given)).map((value, i) => (i === 3 ? Number.NaN : value));
    }),
  ],
  [
    "counts one sample more",
    changed((trainer) => {
      const advance = trainer.advance.bind(trainer);
      trainer.advance = async (count) => (await advance(count)).map((value, i) => (i % 4 === 3 ? value + 1 : value));
    }),
  ],
  [
    "cannot be started",
    changed(() => {
      throw new Error("no such kernel");
    }),
  ],
])("an engine that %s is found out", async (_, engine) => {
  expect(await computesRight(engine, cpu)).toBe(false);
});

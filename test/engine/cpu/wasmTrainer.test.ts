import { describe, expect, it } from "vitest";
import type { Trainer, TrainingJob } from "../../../src/engine/backend";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { KernelCache } from "../../../src/engine/cpu/wasm/kernelCache";
import { WasmTrainer } from "../../../src/engine/cpu/wasm/wasmTrainer";
import { prepareJob } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { ActivationName } from "../../../src/experiment/experiment";
import { limits } from "../../../src/experiment/limits";
import { optimizerDefaults } from "../../../src/optimizers";
import { classCrossEntropy, lovaszHinge, rankedClasses, softDice } from "../columnLosses";
import { type JobSettings, smallJob } from "../jobs";

const kernels = new KernelCache();
const wasmTrainer = (job: TrainingJob) => new WasmTrainer(job, kernels);

/** For one step: float32's rounding of sums over a few hundred samples. */
const ONE_STEP = 2e-6;
/** For a few dozen steps, in which roundings add up. */
const MANY_STEPS = 1e-4;

const twoOutputs = {
  loss: classCrossEntropy,
  labelColumns: [
    [1, 0],
    [0, 1],
  ] as const,
};

async function expectEqualTraining(job: TrainingJob, steps: number, tolerance: number): Promise<void> {
  const reference = await createFloat64Backend().createTrainer(job);
  const trainer = wasmTrainer(job);
  const [expected, records] = [await reference.advance(steps), await trainer.advance(steps)];
  expectClose(records, expected, tolerance);
  for (let member = 0; member < job.members.length; member++) {
    expectClose(await trainer.parameters(member), await reference.parameters(member), tolerance);
    const points = job.features.subarray(0, 2 * 33);
    expectClose(await trainer.predict(member, points), await reference.predict(member, points), 10 * tolerance);
  }
  trainer.dispose();
}

function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(values).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(values[i]! - expected[i]!), `number ${i}: ${values[i]} for ${expected[i]}`).toBeLessThan(
      tolerance * (1 + Math.abs(expected[i]!)),
    );
  }
}

describe("one step in WebAssembly equals the reference's", () => {
  const activations: ActivationName[] = ["relu", "leaky_relu", "tanh", "sigmoid"];
  const shapes = [[], [1], [3], [4, 8], [5, 7, 6], [17, 16, 18], [33, 19]];

  it.each(activations.flatMap((activation) => shapes.map((hidden) => ({ activation, hidden }))))(
    "with $activation, hidden layers $hidden, one output and two",
    async ({ activation, hidden }) => {
      const model = { activation, hidden, negativeSlope: 0.2 };
      await expectEqualTraining(smallJob({ model, l1: 0.01, l2: 0.02 }), 1, ONE_STEP);
      await expectEqualTraining(smallJob({ model, ...twoOutputs }), 1, ONE_STEP);
    },
  );

  it("with the largest network", async () => {
    const model = { hidden: Array.from({ length: limits.hiddenLayers.max }, () => limits.width.max) };
    await expectEqualTraining(smallJob({ model, l1: 0.01, l2: 0.02 }), 1, ONE_STEP);
  });

  it.each([1, 2, 7, 8, 9, 31, 100, 300, 1000])("with a batch of %d", async (rows) => {
    await expectEqualTraining(smallJob({ rows, batchSize: rows }), 1, ONE_STEP);
  });

  it.each<[string, JobSettings]>([
    ["needs the batch's sums", { loss: softDice }],
    ["ranks the batch", { loss: lovaszHinge }],
    ["ranks two outputs", { loss: rankedClasses }],
  ])("with a loss that %s, in one tile and in several", async (_, settings) => {
    for (const rows of [50, 700])
      await expectEqualTraining(smallJob({ rows, batchSize: rows, ...settings }), 1, ONE_STEP);
  });
});

it("parameters given from outside are evaluated like those of a member, and the members do not change", async () => {
  const job = smallJob({ rows: 50 });
  const trainer = wasmTrainer(job);
  const points = job.features.subarray(0, 2 * 33);
  const [before, answers] = [await trainer.parameters(0), (await trainer.predict(0, points)).slice()];
  await trainer.advance(5);
  const [after, later] = [await trainer.parameters(0), (await trainer.predict(0, points)).slice()];
  expect(later).not.toEqual(answers);
  expect(await trainer.predictAt(before, points)).toEqual(answers);
  expect(await trainer.parameters(0)).toEqual(after);
  expect(await trainer.predict(0, points)).toEqual(later);
  trainer.dispose();
});

describe("training in WebAssembly", () => {
  it("trains all members of a fleet, each as if it were alone", async () => {
    const job = smallJob({ members: 3 });
    const fleet = wasmTrainer(job);
    const records = await fleet.advance(8);
    for (let member = 0; member < 3; member++) {
      const alone = wasmTrainer({ ...job, members: [job.members[member]!] });
      const own = await alone.advance(8);
      expect(await fleet.parameters(member)).toEqual(await alone.parameters(0));
      for (let step = 0; step < 8; step++) {
        expect(records.slice((step * 3 + member) * 4, (step * 3 + member + 1) * 4)).toEqual(
          own.slice(step * 4, step * 4 + 4),
        );
      }
    }
  });
});

describe("a WebAssembly trainer", () => {
  const adam = { ...optimizerDefaults("Adam"), learningRate: 0.01 };

  it("takes the same steps in one call and in many", async () => {
    const whole = wasmTrainer(smallJob({ optimizer: adam }));
    const pieces = wasmTrainer(smallJob({ optimizer: adam }));
    const records: number[] = [];
    for (const count of [1, 4, 0, 7]) records.push(...(await pieces.advance(count)));
    expect(records).toEqual([...(await whole.advance(12))]);
    expect(await pieces.parameters(0)).toEqual(await whole.parameters(0));
    expect(pieces.step).toBe(12);
  });

  it("restarts exactly as a new trainer starts", async () => {
    const job = smallJob({ optimizer: adam, members: 2 });
    const used: Trainer = wasmTrainer(job);
    await used.advance(7);
    used.restart?.(job.members);
    const fresh = wasmTrainer(job);
    expect(await used.advance(9)).toEqual(await fresh.advance(9));
    expect(await used.parameters(1)).toEqual(await fresh.parameters(1));
  });

  it("continues after a change of loss with the optimiser's state", async () => {
    const changed = smallJob({ optimizer: adam, rows: 40 });
    const reference = await createFloat64Backend().createTrainer(changed);
    const trainer = wasmTrainer(changed);
    for (const each of [reference, trainer]) {
      await each.advance(4);
      await each.replaceLoss(lovaszHinge);
    }
    expectClose(await trainer.advance(6), await reference.advance(6), MANY_STEPS);
    expectClose(await trainer.parameters(0), await reference.parameters(0), MANY_STEPS);
  });

  it("changes rates and penalties of one member from the next step on", async () => {
    const job = smallJob({ members: 2 });
    const trainer = wasmTrainer(job);
    await trainer.advance(2);
    const before = await trainer.parameters(1);
    trainer.configure(1, { ...job.members[1]!.settings, learningRate: { weights: 0, biases: 0 }, l1: 0.5 });
    const records = await trainer.advance(1);
    expect(await trainer.parameters(1)).toEqual(before);
    expect([records[1], records[5]! > 0]).toEqual([0, true]);
  });

  it("predicts tens of thousands of points", async () => {
    const job = smallJob({ ...twoOutputs });
    const [trainer, reference] = [wasmTrainer(job), await createFloat64Backend().createTrainer(job)];
    const points = Float32Array.from({ length: 2 * 20_003 }, (_, i) => Math.sin(i));
    expectClose(await trainer.predict(0, points), await reference.predict(0, points), ONE_STEP);
  });

  it("trains the tutorial's experiment to the reference's metrics", async () => {
    const { job, stepsPerEpoch } = prepareJob(tutorialExperiment);
    await expectEqualTraining(job, 3 * stepsPerEpoch, MANY_STEPS);
  });
});

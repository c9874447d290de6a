/** Trainings that ONNX Runtime runs as graphs, compared with the float64 engine. */
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Backend, STEP_FIELDS, type Trainer, type TrainingJob } from "../../../src/engine/backend";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { createOnnxBackend } from "../../../src/engine/onnx";
import type { ActivationName } from "../../../src/experiment/experiment";
import { compileLoss } from "../../../src/language/passes/compile";
import type { OptimizerName } from "../../../src/optimizers";
import { classCrossEntropy, lovaszHinge, rankedClasses, softDice } from "../columnLosses";
import { datasetJobs } from "../datasetJobs";
import { smallJob } from "../jobs";
import { optimizerCases, optimizerWith } from "../optimizerCases";

/**
 * Thirty steps in float64 with numbers near 1: some roundings of 1e−16 each, amplified a little by
 * later steps.
 */
const TRAINED = 1e-13;
const STEPS = 30;

let onnx: Backend;
const open: Trainer[] = [];
beforeAll(async () => {
  onnx = await createOnnxBackend();
});
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

async function start(job: TrainingJob): Promise<Trainer> {
  const trainer = await onnx.createTrainer(job);
  open.push(trainer);
  return trainer;
}

const reference = (job: TrainingJob) => createFloat64Backend().createTrainer(job);

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const allowed = TRAINED * Math.max(1, Math.abs(expected[i]!));
    expect(Math.abs(actual[i]! - expected[i]!), `${what} ${i}`).toBeLessThanOrEqual(allowed);
  }
}

/** The last batch of an epoch has 8 of 16 samples. */
async function expectSameTraining(job: TrainingJob): Promise<void> {
  const [own, exact] = [await start(job), await reference(job)];
  expectClose(await own.advance(STEPS), await exact.advance(STEPS), "records");
  for (const member of job.members.keys()) {
    expectClose(await own.parameters(member), await exact.parameters(member), "parameters");
    expectClose(await own.predict(member, job.features), await exact.predict(member, job.features), "outputs");
  }
}

const rule = (name: OptimizerName, weightDecay = 0.01) => optimizerWith(name, { learningRate: 0.05, weightDecay });

describe("a training in ONNX Runtime equals the float64 engine's", () => {
  it.each(optimizerCases)("with the optimiser $title", ({ optimizer }) =>
    expectSameTraining(smallJob({ optimizer, l1: 0.002, l2: 0.01, model: { hidden: [5] } })),
  );

  it.each(datasetJobs)("on the data of $kind", ({ job }) => expectSameTraining(job));

  it.each<ActivationName>(["relu", "leaky_relu", "tanh", "sigmoid"])("with the activation %s", (activation) =>
    expectSameTraining(smallJob({ model: { activation }, optimizer: rule("SGD", 0) })),
  );

  it.each<[string, Parameters<typeof smallJob>[0]]>([
    [
      "of several outputs",
      {
        loss: classCrossEntropy,
        labelColumns: [
          [1, 0],
          [0, 1],
        ],
      },
    ],
    ["of a loss of the whole batch", { loss: softDice }],
    ["of a loss that ranks its samples", { loss: lovaszHinge }],
    ["of several outputs, ranked", { loss: rankedClasses }],
    ["without hidden layers", { model: { hidden: [] } }],
    ["in batches larger than the set", { batchSize: 64 }],
    ["in batches of one", { batchSize: 1 }],
  ])("%s", (_, settings) => expectSameTraining(smallJob({ ...settings, optimizer: rule("SGD") })));

  it("with separate rates for weights and biases", async () => {
    const job = smallJob({ optimizer: rule("Adam") });
    const [member] = job.members;
    const settings = {
      ...member!.settings,
      learningRate: { weights: 0.05, biases: 0.01 },
      weightDecay: { weights: 0.1, biases: 0 },
    };
    await expectSameTraining({ ...job, members: [{ ...member!, settings }] });
  });
});

describe("a fleet in ONNX Runtime", () => {
  const fleet = smallJob({ members: 3, optimizer: rule("Adam") });

  it("trains each model as if it were alone", async () => {
    const together = await start(fleet);
    const records = await together.advance(STEPS);
    const fields = STEP_FIELDS.length;
    for (const [m, member] of fleet.members.entries()) {
      const alone = await start({ ...fleet, members: [member] });
      const own = await alone.advance(STEPS);
      const ofMember = Float64Array.from(
        own,
        (_, i) => records[(Math.floor(i / fields) * fleet.members.length + m) * fields + (i % fields)]!,
      );
      expect(own).toEqual(ofMember);
      expect(await alone.parameters(0)).toEqual(await together.parameters(m));
    }
  });

  it("takes the same steps in one call and in several", async () => {
    const [whole, parts] = [await start(fleet), await start(fleet)];
    const records = await whole.advance(STEPS);
    const pieces = [await parts.advance(1), await parts.advance(4), await parts.advance(STEPS - 5)];
    expect(Float64Array.from(pieces.flatMap((piece) => [...piece]))).toEqual(records);
    expect(parts.step).toBe(STEPS);
    expect(await parts.parameters(2)).toEqual(await whole.parameters(2));
  });
});

describe("a change during training in ONNX Runtime", () => {
  const scaled = (name: string, expression: string) =>
    compileLoss(`def ${name}(z, y, scale=1.0):\n    return (scale * ${expression}).mean()\n`);
  const squares = scaled("squares", "(z - y) ** 2");
  const jobOf = (scale: number) => {
    const job = smallJob({ loss: squares, optimizer: rule("SGD") });
    const [member] = job.members;
    return { ...job, members: [{ ...member!, settings: { ...member!.settings, lossParameters: { scale } } }] };
  };

  it("of loss parameters and rates applies from the next step on", async () => {
    const job = jobOf(1);
    const trainers = [await start(job), await reference(job)];
    const settings = { ...job.members[0]!.settings, lossParameters: { scale: 0.25 }, l2: 0.1 };
    const records: Float64Array[] = [];
    for (const trainer of trainers) {
      await trainer.advance(5);
      trainer.configure(0, settings);
      records.push(await trainer.advance(5));
    }
    expectClose(records[0]!, records[1]!, "records");
    expectClose(await trainers[0]!.parameters(0), await trainers[1]!.parameters(0), "parameters");
  });

  it("to another loss keeps weights and moments", async () => {
    const job = jobOf(1);
    const trainers = [await start(job), await reference(job)];
    const records: Float64Array[] = [];
    for (const trainer of trainers) {
      await trainer.advance(5);
      await trainer.replaceLoss(scaled("distances", "torch.abs(z - y)"));
      records.push(await trainer.advance(5));
    }
    expectClose(records[0]!, records[1]!, "records");
    expectClose(await trainers[0]!.parameters(0), await trainers[1]!.parameters(0), "parameters");
  });

  it("that leaves a parameter missing throws an error with its name", async () => {
    const job = jobOf(1);
    const settings = { ...job.members[0]!.settings, lossParameters: {} };
    const trainer = await start({ ...job, members: [{ ...job.members[0]!, settings }] });
    await expect(trainer.advance(1)).rejects.toThrow("scale");
  });
});

import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../../src/engine/cpu";
import { prepareJob, trainedLoss } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { canTune } from "../../src/experiment/tuning";
import { optimizerDefaults, optimizers } from "../../src/optimizers";
import { DivergedError } from "../../src/training/divergence";
import { gridPoints } from "../../src/training/gridPoints";
import { recordsEpoch } from "../../src/training/recordedEpochs";
import { TrainingRun } from "../../src/training/trainingRun";

const small: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  batchSize: 20,
  epochs: 4,
};
const GRID = { size: 8, extent: 12 };
const start = (experiment: Experiment = small, backend = createFloat64Backend()) =>
  TrainingRun.start(prepareJob(experiment), backend);

describe("a run", () => {
  it("records the state before training as epoch 0, then every epoch", async () => {
    const run = await start();
    while (!run.done) await run.advance(3);
    const records = run.takeFinishedEpochs();
    expect(records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
    expect(records[0]!.running.loss).toBeNaN();
    expect(records[4]!.running.loss).toBeLessThan(records[1]!.running.loss);
    expect(run.step).toBe(4 * 6); // 105 training rows in batches of 20
    expect(run.takeFinishedEpochs()).toEqual([]);
  });

  it("stops at the end of an epoch and of the run", async () => {
    const run = await start();
    expect(await run.advance(1000)).toBe(6);
    expect(await run.advance(4)).toBe(4);
    expect(await run.advance(1000)).toBe(2);
    await run.advance(1000);
    await run.advance(1000);
    expect(await run.advance(1000)).toBe(0);
    expect(run.done).toBe(true);
  });

  it("gives the same records for any division into steps", async () => {
    const records = async (steps: number) => {
      const run = await start();
      while (!run.done) await run.advance(steps);
      return run.takeFinishedEpochs();
    };
    expect(await records(1)).toEqual(await records(100));
  });

  it.each(optimizers.map(({ name, weightDecay: { coupled } }) => ({ name, coupled })))(
    "with $name takes weight decay on weights only as L2 if it is coupled ($coupled), and L2 spares biases",
    async ({ name, coupled }) => {
      const trained = async (l2: number, weightDecay: number) => {
        const optimizer = { ...optimizerDefaults(name), learningRate: 0.01, weightDecay, weightDecayScope: "weights" };
        const run = await start({ ...small, optimizer, regularisation: { l1: 0, l2 } } as Experiment);
        while (!run.done) await run.advance(100);
        return [...(await run.trainer.parameters(0))];
      };
      const [byDecay, byPenalty] = [await trained(0, 0.1), await trained(0.1, 0)];
      const apart = Math.max(...byDecay.map((value, i) => Math.abs(value - byPenalty[i]!)));
      if (coupled) expect(apart).toBeLessThan(1e-9);
      else expect(apart).toBeGreaterThan(1e-4);
    },
  );

  it("takes running means over the epoch's steps, with the short last batch counting as one", async () => {
    const run = await start();
    const trainer = await createFloat64Backend().createTrainer(run.prepared.job);
    const steps = await trainer.advance(6);
    await run.advance(6);
    const { running } = run.takeFinishedEpochs().at(-1)!;
    const step = (i: number) => steps.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    const mean = (of: (i: number) => number) => [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + of(i), 0) / 6;
    expect(running.loss).toBeCloseTo(
      mean((i) => step(i)[0]),
      14,
    );
    expect(running.objective).toBeCloseTo(
      mean((i) => step(i)[0] + step(i)[1] + step(i)[2]),
      14,
    );
    expect(running.accuracy).toBeCloseTo(
      mean((i) => step(i)[3] / (i === 5 ? 5 : 20)),
      14,
    );
  });

  it("has a picture of its state: logits of both sets and of the grid, parameters, metrics", async () => {
    const run = await start();
    await run.advance(4);
    const snapshot = await run.snapshot(GRID, 12);
    expect(snapshot).toMatchObject({ step: 4, totalSteps: 24, epoch: 0, stepsPerSecond: 12, grid: GRID });
    expect(snapshot.finishedEpochs.map(({ epoch }) => epoch)).toEqual([0]);
    expect(snapshot.trainLogits).toHaveLength(105);
    expect(snapshot.validationLogits).toHaveLength(45);
    expect(snapshot.gridLogits).toHaveLength(64);
    expect(snapshot.parameters).toHaveLength(61);
    const called = [...snapshot.validationLogits].filter((logit) => logit > 0).length;
    const { confusion } = snapshot.current.validation;
    expect(confusion.truePositives + confusion.falsePositives).toBe(called);
    const corner = await run.trainer.predict(0, Float32Array.of(-12, -12, 12, -12));
    expect([snapshot.gridLogits[0], snapshot.gridLogits[7]]).toEqual([...corner].map(Math.fround));
  });

  it("is reproduced by the same seeds and changed by each seed", async () => {
    const end = async (experiment: Experiment) => {
      const run = await start(experiment);
      while (!run.done) await run.advance(100);
      return [...(await run.trainer.parameters(0))];
    };
    const reference = await end(small);
    expect(await end(structuredClone(small))).toEqual(reference);
    for (const seed of ["data", "split", "weights", "order"] as const) {
      expect(await end({ ...small, seeds: { ...small.seeds, [seed]: 9 } })).not.toEqual(reference);
    }
  });

  it("changes loss parameters, rates, penalties and epochs on the same weights", async () => {
    const run = await start();
    await run.advance(6);
    const before = await run.trainer.parameters(0);
    const tuned: Experiment = {
      ...small,
      loss: { id: "focal", parameters: { gamma: 0, alpha: 0.5 } },
      optimizer: { ...small.optimizer, learningRate: 0 },
      regularisation: { l1: 0, l2: 0 },
      epochs: 9,
    };
    await run.tune(tuned, trainedLoss(tuned));
    expect(run.totalSteps).toBe(54);
    await run.advance(6);
    expect(await run.trainer.parameters(0)).toEqual(before);
    const { current } = await run.snapshot(GRID, 0);
    expect(current.penalties).toEqual({ l1: 0, l2: 0 });
    // With α = ½ and γ = 0 the focal loss is half the cross entropy.
    const bce = await start({ ...tuned, loss: { id: "bce", parameters: {} } });
    const logits = await run.trainer.predict(0, bce.prepared.validation.features);
    const entropy = bce.prepared.validation.labels.reduce(
      (sum, label, i) => sum + Math.log1p(Math.exp(label === 1 ? -logits[i]! : logits[i]!)),
      0,
    );
    expect(current.validation.loss).toBeCloseTo(entropy / 45 / 2, 10);
  });

  it("compiles its loss again if a parameter changes one of its branches", async () => {
    const sigmoidFocal = { ...small, loss: { id: "sigmoid-focal", parameters: { alpha: 0.25 } } };
    const run = await start(sigmoidFocal);
    const balanced = (await run.snapshot(GRID, 0)).current.train.loss;
    const tuned = { ...sigmoidFocal, loss: { id: "sigmoid-focal", parameters: { alpha: -1 } } };
    await run.tune(tuned, trainedLoss(tuned));
    const unbalanced = (await run.snapshot(GRID, 0)).current.train.loss;
    expect(unbalanced).toBeGreaterThan(balanced);
    await run.advance(2);
    expect(run.trainer.job.members[0]!.initialParameters).toHaveLength(61);
  });

  it("trains a margin loss on labels −1 and 1", async () => {
    const run = await start({ ...small, loss: { id: "hinge", parameters: {} } });
    expect(new Set(run.prepared.train.targets[0])).toEqual(new Set([-1, 1]));
    while (!run.done) await run.advance(100);
    expect(run.takeFinishedEpochs().at(-1)!.train.confusion.trueNegatives).toBeGreaterThan(0);
  });

  it("stops when a number stops being finite, and names the step", async () => {
    const exploding = { ...small, loss: { id: "mse", parameters: {} }, regularisation: { l1: 0, l2: 1000 } };
    exploding.optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    for (const backend of [createFloat64Backend(), createCpuBackend()]) {
      const run = await start({ ...exploding, epochs: 1000 }, backend);
      const train = async () => {
        while (!run.done) await run.advance(1);
      };
      await expect(train()).rejects.toThrow(DivergedError);
      await expect(train()).rejects.toThrow(/at step \d+: expected a finite number, got/);
    }
  });

  it("ends when float32 overflows even if float64 does not: no picture holds an infinity", async () => {
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    const run = await start({ ...small, optimizer, regularisation: { l1: 0, l2: 1000 }, epochs: 500 });
    const draw = async () => {
      for (;;) {
        await run.advance(1);
        const { parameters } = await run.snapshot(GRID, 0);
        expect(parameters.every(Number.isFinite)).toBe(true);
      }
    };
    await expect(draw()).rejects.toThrow(DivergedError);
  });
});

describe("recorded epochs", () => {
  it("are all of the first 2,000, then ever fewer, at most 7,600 of 100,000", () => {
    const recorded = Array.from({ length: 100_000 }, (_, i) => i + 1).filter(recordsEpoch);
    expect(recorded.slice(0, 2000)).toEqual(Array.from({ length: 2000 }, (_, i) => i + 1));
    expect(recorded.slice(2000, 2003)).toEqual([2002, 2004, 2006]);
    expect(recorded.length).toBeLessThan(7600);
  });
});

describe("the plot's grid", () => {
  it("has y = −extent in row 0 and x = −extent in column 0", () => {
    const points = gridPoints({ size: 3, extent: 6 });
    expect([...points]).toEqual([-6, -6, 0, -6, 6, -6, -6, 0, 0, 0, 6, 0, -6, 6, 0, 6, 6, 6]);
  });
});

describe("a change of a running experiment", () => {
  it("is possible for settings that neither the optimiser's state nor the data depend on", () => {
    const optimizer = { ...small.optimizer, learningRate: 1, weightDecay: 1, weightDecayScope: "weights" as const };
    const loss = { id: "focal", parameters: { gamma: 1 } };
    expect(canTune(small, { ...small, optimizer, loss, regularisation: { l1: 9, l2: 9 }, epochs: 1 })).toBe(true);
  });

  it.each<[string, Partial<Experiment>]>([
    ["data", { dataset: { ...small.dataset, negatives: 7 } }],
    ["the split", { trainFraction: 0.5 }],
    ["the model", { model: { ...small.model, hidden: [4] } }],
    ["the loss itself", { loss: { id: "bce", parameters: {} } }],
    ["the optimiser", { optimizer: optimizerDefaults("AdamW") }],
    ["a setting of it", { optimizer: { ...optimizerDefaults("Adam"), beta1: 0.5 } }],
    ["the batch size", { batchSize: 7 }],
    ["a seed", { seeds: { ...small.seeds, order: 5 } }],
  ])("is not possible for %s", (_, change) => {
    expect(canTune(small, { ...small, ...change })).toBe(false);
  });
});

describe("a run on an engine that keeps the networks of some steps", () => {
  /** The float64 engine with marked steps, which it reports by stopping at each. */
  const marking: Backend = {
    ...createFloat64Backend(),
    createTrainer: async (job) => {
      const trainer = await createFloat64Backend().createTrainer(job);
      trainer.advanceKeeping = async (count, marks, features) => {
        const kept = { records: [] as number[], parameters: [] as number[], outputs: [] as number[] };
        for (let step = 1; step <= count; step++) {
          kept.records.push(...(await trainer.advance(1)));
          if (!marks.includes(step)) continue;
          kept.parameters.push(...(await trainer.parameters(0)));
          kept.outputs.push(...(await trainer.predict(0, features)));
        }
        const { records, parameters, outputs } = kept;
        return {
          records: Float64Array.from(records),
          parameters: Float64Array.from(parameters),
          outputs: Float64Array.from(outputs) as unknown as Float32Array,
        };
      };
      return trainer;
    },
  };

  it.each([5, 10, 1000])(
    "continues over ends of epochs to the same records and pictures, in calls of %i",
    async (steps) => {
      const [plain, marked] = [await start(), await start(small, marking)];
      expect(await marked.advance(steps)).toBe(Math.min(steps, 24));
      while (plain.step < marked.step) await plain.advance(marked.step - plain.step);
      const [expected, picture] = [await plain.snapshot(GRID, 0), await marked.snapshot(GRID, 0)];
      expect({ ...picture, engineMs: 0 }).toEqual({ ...expected, engineMs: 0 });
      while (!plain.done) await plain.advance(1000);
      while (!marked.done) await marked.advance(steps);
      expect(marked.takeFinishedEpochs()).toEqual(plain.takeFinishedEpochs());
    },
  );

  it("names the step at which a number stopped being finite, although it ran on", async () => {
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    const exploding = { ...small, optimizer, regularisation: { l1: 0, l2: 1000 }, epochs: 500 };
    const messageOf = async (backend: Backend) => {
      const run = await start(exploding, backend);
      const train = async () => {
        while (!run.done) await run.advance(1000);
      };
      return train().catch((error: Error) => error.message);
    };
    expect(await messageOf(marking)).toBe(await messageOf(createFloat64Backend()));
  });
});

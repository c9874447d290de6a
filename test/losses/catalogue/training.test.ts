import { describe, expect, it } from "vitest";
import type { Backend } from "../../../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../../../src/engine/cpu";
import { prepareJob } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import { networkFit } from "../../../src/losses";
import { optimizerDefaults } from "../../../src/optimizers";
import { everyLoss } from "./everyLoss";

const EPOCHS = 5;

/** 46 training samples, in batches of 20 with a last one of 6. */
const experimentOf = (id: string): Experiment => ({
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 20, negatives: 38 },
  model: { ...tutorialExperiment.model, hidden: [3] },
  loss: { id, parameters: {} },
  optimizer: { ...optimizerDefaults("Adam"), learningRate: 0.05 },
  batchSize: 20,
});

const trainable = everyLoss.filter((loss) => networkFit(loss).trains);

describe.each(trainable)("a network on the rings with $id", ({ id }) => {
  it.each<[string, () => Backend]>([
    ["float64", createFloat64Backend],
    ["cpu", createCpuBackend],
  ])("trains for some epochs on %s with every number finite", async (_, create) => {
    const { job, stepsPerEpoch } = prepareJob(experimentOf(id));
    const trainer = await create().createTrainer(job);
    const before = await trainer.parameters(0);
    const figures = await trainer.advance(EPOCHS * stepsPerEpoch);
    const after = await trainer.parameters(0);
    expect(figures.every(Number.isFinite)).toBe(true);
    expect(after.every(Number.isFinite)).toBe(true);
    // The zero-one loss has no slope anywhere: parameters change only through the penalties, which
    // act on weights all the same.
    expect(after).not.toEqual(before);
  });
});

it("every other loss states what it takes instead", () => {
  for (const loss of everyLoss.filter((one) => !trainable.includes(one))) {
    expect(networkFit(loss)).toEqual({ trains: false, reason: loss.prediction });
  }
});

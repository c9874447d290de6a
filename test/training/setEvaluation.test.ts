import { describe, expect, it } from "vitest";
import type { TrainingJob } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";
import type { SampleSet } from "../../src/engine/sampleSet";
import { SetEvaluation } from "../../src/training/evaluation/setEvaluation";
import { classCrossEntropy, lovaszHinge, softDice } from "../engine/columnLosses";
import { smallJob } from "../engine/jobs";

/** For sums of seventy terms in another order. */
const FLOAT64 = 1e-12;

const setOf = ({ features, targets, labels }: TrainingJob): SampleSet => ({
  rows: labels.length,
  inputs: 2,
  features,
  targets,
  labels,
});

async function evaluated(job: TrainingJob) {
  const trainer = await createFloat64Backend().createTrainer(job);
  await trainer.advance(3);
  const set = setOf(job);
  const { record, trainLogits } = await new SetEvaluation(set, set, job.loss).evaluate(trainer, 0);
  return { record, trainLogits, outputs: await trainer.predict(0, job.features) };
}

describe("the evaluation of a network with two outputs", () => {
  it("has the loss of both outputs and the other metrics of their difference", async () => {
    const labelColumns = [
      [1, 0],
      [0, 1],
    ] as const;
    const job = smallJob({ rows: 70, batchSize: 16, loss: classCrossEntropy, labelColumns });
    const { record, trainLogits, outputs } = await evaluated(job);
    const losses = [...job.labels].map((label, row) => {
      const [z0, z1] = [outputs[2 * row]!, outputs[2 * row + 1]!];
      return Math.log(Math.exp(z0) + Math.exp(z1)) - (label === 1 ? z1 : z0);
    });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(record.train.loss - mean(losses))).toBeLessThan(FLOAT64);
    const batches = [0, 16, 32, 48, 64].map((start) => mean(losses.slice(start, start + 16)));
    expect(Math.abs(record.validationObjective - mean(batches))).toBeLessThan(FLOAT64);
    expect([...trainLogits]).toEqual([...job.labels].map((_, row) => outputs[2 * row + 1]! - outputs[2 * row]!));
    const right = [...job.labels].filter((label, row) => trainLogits[row]! > 0 === (label === 1)).length;
    expect(record.train.accuracy).toBe(right / 70);
  });
});

describe("the evaluation of a loss of the whole batch", () => {
  it("has the loss of the whole set as one batch, and the objective batch by batch", async () => {
    const job = smallJob({ rows: 70, batchSize: 16, loss: softDice });
    const { record, outputs } = await evaluated(job);
    const dice = (start: number, end: number) => {
      let [overlap, sizes] = [0, 0];
      for (let row = start; row < end; row++) {
        const p = 1 / (1 + Math.exp(-outputs[row]!));
        overlap += p * job.labels[row]!;
        sizes += p + job.labels[row]!;
      }
      return 1 - (2 * overlap + 1) / (sizes + 1);
    };
    expect(Math.abs(record.train.loss - dice(0, 70))).toBeLessThan(FLOAT64);
    const batches = [0, 16, 32, 48, 64].map((start) => dice(start, Math.min(start + 16, 70)));
    const mean = batches.reduce((sum, value) => sum + value, 0) / 5;
    expect(Math.abs(record.validationObjective - mean)).toBeLessThan(FLOAT64);
  });

  it("ranks the whole set for its loss, and each batch for the objective", async () => {
    const whole = await evaluated(smallJob({ rows: 70, batchSize: 70, loss: lovaszHinge }));
    expect(whole.record.validationObjective).toBe(whole.record.validation.loss);
    const parts = await evaluated(smallJob({ rows: 70, batchSize: 35, loss: lovaszHinge }));
    expect(parts.record.validationObjective).not.toBe(parts.record.validation.loss);
  });
});

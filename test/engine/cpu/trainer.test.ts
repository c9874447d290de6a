import { describe, expect, it } from "vitest";
import { createFloat64Backend, createTypedArrayBackend } from "../../../src/engine/cpu";
import { TILE } from "../../../src/engine/cpu/network";
import { optimizerDefaults } from "../../../src/optimizers";
import { smallJob } from "../jobs";

/** For sums in another order, over at most a thousand samples. */
const REORDERED_FLOAT64 = 1e-12;
/** For storage in float32 over a few dozen steps. */
const FLOAT32 = 1e-4;

const train = async (backend = createFloat64Backend(), job = smallJob({}), steps = 12) => {
  const trainer = await backend.createTrainer(job);
  const records = await trainer.advance(steps);
  return { trainer, records, parameters: await trainer.parameters(0) };
};

describe("the CPU trainer", () => {
  it("moves every parameter by the gradient of loss plus penalties", async () => {
    const job = smallJob({ batchSize: 40, l1: 0.01, l2: 0.02 });
    const start = Float64Array.from(job.members[0]!.initialParameters);
    const { parameters } = await train(createFloat64Backend(), job, 1);
    const objectiveAt = async (values: Float64Array) => {
      const moved = smallJob({ batchSize: 40, l1: 0.01, l2: 0.02 });
      // The job takes float32 start values: changes one by an amount that float32 holds nearly
      // exactly, and reads back the actual change.
      moved.members[0]!.initialParameters.set(values);
      const trainer = await createFloat64Backend().createTrainer(moved);
      const [loss, l1, l2] = await trainer.advance(1);
      return { taken: Float64Array.from(moved.members[0]!.initialParameters), value: loss! + l1! + l2! };
    };
    const H = 2 ** -10;
    for (let i = 0; i < start.length; i++) {
      const above = await objectiveAt(start.map((value, k) => (k === i ? value + H : value)));
      const below = await objectiveAt(start.map((value, k) => (k === i ? value - H : value)));
      const slope = (above.value - below.value) / (above.taken[i]! - below.taken[i]!);
      expect(start[i]! - parameters[i]!).toBeCloseTo(slope, 5); // h² of the central difference
    }
  });

  it("takes the same step for a batch in one tile and in several", async () => {
    const rows = 3 * TILE + 17;
    const whole = await train(createFloat64Backend(), smallJob({ rows, batchSize: rows }), 1);
    const job = smallJob({ rows, batchSize: TILE });
    const start = Float64Array.from(job.members[0]!.initialParameters);
    // SGD at rate 1 with the weights put back between batches adds up the parts of the gradient.
    const sum = new Float64Array(start.length);
    for (let from = 0; from < rows; from += TILE) {
      const part = smallJob({ rows, batchSize: TILE });
      const order = part.batchOrder(0).slice(from, from + TILE);
      const one = { ...part, features: part.features, batchOrder: () => rotated(part.batchOrder(0), from) };
      const { parameters } = await train(createFloat64Backend(), one, 1);
      const size = Math.min(order.length, TILE);
      // The last batch of a rotation is filled up from the front, so only whole batches are
      // compared.
      if (size < TILE) continue;
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + (start[i]! - parameters[i]!) * size;
    }
    const rest = smallJob({ rows, batchSize: rows - 3 * TILE });
    const last = { ...rest, batchOrder: () => rotated(rest.batchOrder(0), 3 * TILE) };
    const { parameters } = await train(createFloat64Backend(), last, 1);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i]! + (start[i]! - parameters[i]!) * 17) / rows;
    for (let i = 0; i < sum.length; i++) {
      expect(Math.abs(start[i]! - whole.parameters[i]! - sum[i]!)).toBeLessThan(REORDERED_FLOAT64);
    }
  });

  it("trains a fleet's members as it trains them alone", async () => {
    const job = smallJob({ members: 3 });
    const fleet = await createFloat64Backend().createTrainer(job);
    const records = await fleet.advance(5);
    for (let member = 0; member < 3; member++) {
      const alone = await createFloat64Backend().createTrainer({ ...job, members: [job.members[member]!] });
      const own = await alone.advance(5);
      expect(await fleet.parameters(member)).toEqual(await alone.parameters(0));
      for (let step = 0; step < 5; step++) {
        expect(records.slice((step * 3 + member) * 4, (step * 3 + member + 1) * 4)).toEqual(
          own.slice(step * 4, step * 4 + 4),
        );
      }
    }
  });

  it("takes the same steps in one call and in many", async () => {
    const { records, parameters } = await train();
    const trainer = await createFloat64Backend().createTrainer(smallJob({}));
    const pieces: number[] = [];
    for (const count of [1, 4, 0, 7]) pieces.push(...(await trainer.advance(count)));
    expect(pieces).toEqual([...records]);
    expect(await trainer.parameters(0)).toEqual(parameters);
    expect(trainer.step).toBe(12);
  });

  it("changes rates and penalties from the next step on", async () => {
    const trainer = await createFloat64Backend().createTrainer(smallJob({}));
    await trainer.advance(2);
    const before = await trainer.parameters(0);
    const settings = trainer.job.members[0]!.settings;
    trainer.configure(0, { ...settings, learningRate: { weights: 0, biases: 0 }, l1: 0.5 });
    const [, l1] = await trainer.advance(1);
    expect(await trainer.parameters(0)).toEqual(before);
    expect(l1).toBeGreaterThan(0);
    trainer.configure(0, { ...settings, learningRate: { weights: 0, biases: 1 } });
    await trainer.advance(1);
    const after = await trainer.parameters(0);
    for (const { weightOffset, biasOffset, outputs } of trainer.job.layout.layers) {
      expect(after.slice(weightOffset, biasOffset)).toEqual(before.slice(weightOffset, biasOffset));
      expect(after.slice(biasOffset, biasOffset + outputs)).not.toEqual(before.slice(biasOffset, biasOffset + outputs));
    }
  });

  it("agrees between float32 and float64 within float32's rounding", async () => {
    const job = smallJob({ optimizer: { ...optimizerDefaults("Adam"), learningRate: 0.01 } });
    const reference = await train(createFloat64Backend(), job, 30);
    const single = await train(createTypedArrayBackend(), job, 30);
    for (let i = 0; i < reference.parameters.length; i++) {
      expect(Math.abs(single.parameters[i]! - reference.parameters[i]!)).toBeLessThan(FLOAT32);
    }
    expect(single.parameters).not.toEqual(reference.parameters);
  });

  it("predicts what the last step would see", async () => {
    const { trainer } = await train(createFloat64Backend(), smallJob({ rows: 700, batchSize: 700 }), 3);
    const logits = await trainer.predict(0, trainer.job.features);
    const correct = trainer.job.labels.filter((label, row) => logits[row]! > 0 === (label === 1)).length;
    const next = await trainer.advance(1);
    expect(next[3]).toBe(correct);
    expect(logits).toHaveLength(700);
  });

  it("counts a batch larger than the training set as one batch", async () => {
    const { trainer, records } = await train(createFloat64Backend(), smallJob({ rows: 10, batchSize: 1000 }), 2);
    expect(trainer.step).toBe(2);
    expect(records[3]).toBeLessThanOrEqual(10);
  });
});

function rotated(order: Uint32Array, by: number): Uint32Array {
  return Uint32Array.from(order, (_, i) => order[(i + by) % order.length]!);
}

import { describe, expect, it } from "vitest";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { TILE } from "../../../src/engine/cpu/network";
import { classCrossEntropy, lovaszHinge, rankedClasses, softDice } from "../columnLosses";
import { smallJob } from "../jobs";

/** Steps of the central difference that float32 start values hold exactly. */
const H = 2 ** -12;
/** h² of the central difference. */
const CENTRAL_DIFFERENCE = 1e-6;

const twoOutputs = {
  loss: classCrossEntropy,
  labelColumns: [
    [1, 0],
    [0, 1],
  ] as const,
};
const jobs = [
  ["cross-entropy of two outputs", twoOutputs],
  ["a loss that needs the batch's sums", { loss: softDice }],
  ["a loss that ranks the batch", { loss: lovaszHinge }],
  ["a loss that ranks two outputs", { loss: rankedClasses }],
] as const;

describe.each(jobs)("training on %s", (_, settings) => {
  const rows = TILE + 40; // more than one tile
  const job = () => smallJob({ rows, batchSize: rows, ...settings });
  const firstStep = async (parameters?: Float64Array) => {
    const own = job();
    if (parameters) own.members[0]!.initialParameters.set(parameters);
    const trainer = await createFloat64Backend().createTrainer(own);
    const before = await trainer.parameters(0);
    const [objective] = await trainer.advance(1);
    return { before, objective: objective!, after: await trainer.parameters(0) };
  };

  it("moves every parameter by the objective's gradient", async () => {
    const { before, after } = await firstStep();
    for (let i = 0; i < before.length; i++) {
      const moved = (by: number) => before.map((value, k) => (k === i ? value + by : value));
      const [above, below] = [await firstStep(moved(H)), await firstStep(moved(-H))];
      const slope = (above.objective - below.objective) / (above.before[i]! - below.before[i]!);
      expect(Math.abs(before[i]! - after[i]! - slope)).toBeLessThan(CENTRAL_DIFFERENCE * (1 + Math.abs(slope)));
    }
  });
});

describe("a network of two outputs", () => {
  it("predicts each point's outputs next to each other, and counts a positive as right if the second is larger", async () => {
    const job = smallJob({ rows: 700, batchSize: 700, ...twoOutputs });
    const trainer = await createFloat64Backend().createTrainer(job);
    await trainer.advance(5);
    const outputs = await trainer.predict(0, job.features);
    expect(outputs).toHaveLength(1400);
    const correct = job.labels.filter((label, row) => outputs[2 * row + 1]! > outputs[2 * row]! === (label === 1));
    const [loss, , , counted] = await trainer.advance(1);
    expect(counted).toBe(correct.length);
    const crossEntropy = (row: number) => {
      const [z0, z1] = [outputs[2 * row]!, outputs[2 * row + 1]!];
      return Math.log(Math.exp(z0) + Math.exp(z1)) - (job.labels[row] === 1 ? z1 : z0);
    };
    const mean = [...job.labels].reduce((sum, __, row) => sum + crossEntropy(row), 0) / 700;
    expect(loss).toBeCloseTo(mean, 12);
  });
});

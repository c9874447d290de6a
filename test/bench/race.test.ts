import { describe, expect, it } from "vitest";
import { AbsentError, type Contestant, type Entrant } from "../../bench/contestant";
import { row } from "../../bench/measurement";
import { ratios, times } from "../../bench/peers";
import { race } from "../../bench/race";
import { tutorialModel } from "../../bench/trainingTask";
import { createCpuBackend } from "../../src/engine/cpu";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";

const STEPS = 30;

/** The cpu engine in Node, on the tutorial's job or a similar one. */
function engine(id: string, family: Entrant["family"], learningRate = 0.01): Entrant {
  const optimizer = { ...tutorialExperiment.optimizer, learningRate };
  const { job } = prepareJob({ ...tutorialExperiment, optimizer });
  const contestant: Contestant = {
    description: id,
    async train(steps) {
      const started = performance.now();
      const trainer = await createCpuBackend().createTrainer(job);
      await trainer.advance(steps);
      const parameters = [[...(await trainer.parameters(0))]];
      trainer.dispose();
      return { ms: performance.now() - started, parameters };
    },
    close: async () => {},
  };
  return { id, family, enter: async () => contestant };
}

describe("a race", () => {
  it("times an entrant that ends on the reference's loss, and names those that do not or are absent", async () => {
    const absent: Entrant = {
      id: "pytorch-flat",
      family: "pytorch",
      enter: () => Promise.reject(new AbsentError("no python3")),
    };
    const entrants = [
      engine("cpu", "losscope"),
      engine("jax-js", "jax-js"),
      engine("tfjs-cpu", "tfjs", 0.0101),
      absent,
    ];
    const results = await race(entrants, { models: tutorialModel, steps: STEPS, rounds: 1 });
    const verdict = Object.fromEntries(results.map((r) => [r.entrant.id, "remark" in r ? r.remark : r.ms.length > 0]));
    expect(verdict).toEqual({
      cpu: true,
      "jax-js": true,
      "tfjs-cpu": expect.stringMatching(/^disagrees by /),
      "pytorch-flat": "absent: no python3",
    });
    expect(times(results, "30 steps").map(row).join("\n")).toMatch(/tfjs-cpu +disagrees/);
    expect(ratios(results, "cpu", {}).map(({ name }) => name)).toEqual(["cpu times as fast as jax-js"]);
  });
});

describe("a ratio's goal", () => {
  it("compares the time per step with that of the fastest entrant of a family", () => {
    const timed = (id: string, family: Entrant["family"], ms: number, steps: number) => ({
      entrant: engine(id, family),
      steps,
      description: id,
      ms: [ms],
      agreement: { early: 0, largest: 0 },
    });
    const results = [
      timed("cpu", "losscope", 3, 100),
      timed("tfjs-cpu", "tfjs", 600, 100),
      timed("tfjs-webgpu", "tfjs", 600, 10),
    ];
    const rows = ratios(results, "cpu", { tfjs: 150 });
    expect(rows).toEqual([
      { name: "cpu times as fast as tfjs-cpu", value: expect.closeTo(200), unit: "×", atLeast: 150 },
      { name: "cpu times as fast as tfjs-webgpu", value: expect.closeTo(2000), unit: "×" },
    ]);
  });
});

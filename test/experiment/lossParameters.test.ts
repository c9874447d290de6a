import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../../src/engine/cpu";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { parseExperiment } from "../../src/experiment/schema";
import { writtenParameters } from "../../src/language/python/defaults";
import { type LossDefinition, losses, networkFit } from "../../src/losses";
import { completeParameters, valueNamed } from "../../src/losses/parameterValues";
import { optimizerDefaults } from "../../src/optimizers";

/** Numbers that a link could hold: huge, beyond float32, on the edge, negative, next to nothing. */
const NUMBERS = [1e308, -1e308, 1e39, 0, -1, 1e-50, 0.5];
const NOT_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, "NaN", null, [], {}, true];

interface Parameter {
  definition: LossDefinition;
  name: string;
}

const parameters: readonly Parameter[] = losses.flatMap((definition: LossDefinition) =>
  Object.keys(definition.sliders).map((name) => ({ definition, name })),
);
const titled = parameters.map(({ definition, name }) => [`${name} of ${definition.id}`, definition, name] as const);

const linked = ({ id }: LossDefinition, name: string, value: unknown) =>
  parseExperiment({ loss: { id, parameters: { [name]: value } } });

describe.each(titled)("%s in a link", (_, definition, name) => {
  const { min, max, step } = definition.sliders[name]!;
  const defaults = completeParameters(writtenParameters(definition.source), {});
  const otherChoices = definition.choices?.[name] ?? [];

  it("is within the slider's range, or is named and replaced by the source's default", () => {
    for (const value of [...NUMBERS, ...NOT_NUMBERS]) {
      if (otherChoices.some((choice) => choice === value)) continue;
      const fits =
        typeof value === "number" &&
        value >= min &&
        value <= max &&
        (!Number.isInteger(step) || Number.isInteger(value)) &&
        (value === 0 || Math.abs(value) >= 1e-30);
      const { experiment, dropped } = linked(definition, name, value);
      expect(experiment.loss.parameters).toEqual(fits ? { [name]: value } : {});
      if (fits) expect(dropped).toEqual([]);
      else {
        const used = JSON.stringify(valueNamed(defaults, name) ?? null);
        expect(dropped).toEqual([expect.objectContaining({ path: `loss.parameters.${name}`, used })]);
        expect(dropped[0]!.given.length).toBeLessThan(70);
      }
    }
  });

  it("can have either end of its range", () => {
    for (const end of [min, max]) expect(linked(definition, name, end).dropped).toEqual([]);
  });
});

/** 46 training samples, in batches of 20 with a last one of 6. */
const smallExperiment: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 20, negatives: 38 },
  model: { ...tutorialExperiment.model, hidden: [3] },
  optimizer: { ...optimizerDefaults("Adam"), learningRate: 0.05 },
  batchSize: 20,
};
const STEPS = 6;

describe.each(titled.filter(([, definition]) => networkFit(definition).trains))(
  "a network trained with %s",
  (_, definition, name) => {
    it.each<[string, () => Backend]>([
      ["float64", createFloat64Backend],
      ["cpu", createCpuBackend],
    ])("has no number that is not finite on %s, whatever the link holds", async (_engine, create) => {
      const { min, max } = definition.sliders[name]!;
      for (const value of [...NUMBERS, min, max]) {
        const { loss } = linked(definition, name, value).experiment;
        const { job } = prepareJob({ ...smallExperiment, loss });
        const trainer = await create().createTrainer(job);
        const figures = await trainer.advance(STEPS);
        expect([...figures, ...(await trainer.parameters(0))].every(Number.isFinite), `${name} = ${value}`).toBe(true);
        await trainer.dispose();
      }
    });
  },
);

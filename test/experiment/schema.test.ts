import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasets, defaultDataset } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { datasetFieldTable, experimentFields, optimizerFields } from "../../src/experiment/fields";
import { InvalidExperimentError, parseExperiment, readExperiment } from "../../src/experiment/schema";
import { type LossDefinition, losses } from "../../src/losses";
import { optimizerDefaults } from "../../src/optimizers";

const onlyField = (path: readonly string[], value: unknown): unknown =>
  path.length === 1 ? { [path[0]!]: value } : { [path[0]!]: { [path[1]!]: value } };

const kinds = datasets.map(({ kind }) => kind);
const tutorialFields = [...datasetFieldTable("rings"), ...experimentFields, ...optimizerFields("Adam")];

const hostile: [string, unknown][] = [
  ["1e309", JSON.parse("1e309")],
  ["−1e309", JSON.parse("-1e309")],
  ["NaN", Number.NaN],
  ["an empty text", ""],
  ["a negative number", -3],
  ["a huge number", 1e300],
  ["a long text", "9".repeat(100)],
  ["null", null],
  ["an object", {}],
  ["a nested list", [[[[]]]]],
  ["a function", () => 1],
  ["a bigint", 10n],
  ["a symbol", Symbol("x")],
];

describe("parseExperiment", () => {
  it("completes a partial experiment from the tutorial's values without naming any field", () => {
    const { experiment, dropped } = parseExperiment({ epochs: 7, dataset: { positives: 9 } });
    expect(dropped).toEqual([]);
    expect(experiment).toEqual({
      ...tutorialExperiment,
      epochs: 7,
      dataset: { ...tutorialExperiment.dataset, positives: 9 },
    });
  });

  it("returns the tutorial's experiment unchanged", () => {
    expect(parseExperiment(JSON.parse(JSON.stringify(tutorialExperiment)))).toEqual({
      experiment: tutorialExperiment,
      dropped: [],
    });
  });

  it("completes an optimiser from torch's own defaults for it", () => {
    const { experiment } = parseExperiment({ optimizer: { name: "Adagrad", rateDecay: 0.1 } });
    expect(experiment.optimizer).toEqual({ ...optimizerDefaults("Adagrad"), rateDecay: 0.1 });
    expect(experiment.optimizer).toMatchObject({ epsilon: 1e-10 });
  });

  it("ignores the settings of other optimisers, which experiments once held too", () => {
    const flat = { momentum: 0.5, dampening: 0, nesterov: true, beta1: 0.8, beta2: 0.9, amsgrad: true, epsilon: 1e-3 };
    const more = { smoothing: 0.9, centered: true, rateDecay: 0.1, initialAccumulator: 1 };
    const { experiment, dropped } = parseExperiment({ optimizer: { name: "SGD", ...flat, ...more } });
    expect(experiment.optimizer).toEqual({ ...optimizerDefaults("SGD"), momentum: 0.5, nesterov: true });
    expect(dropped).toEqual([]);
    const unknown = parseExperiment({ optimizer: { name: "SGD", luck: 1 } });
    expect(unknown.dropped.map(({ path }) => path)).toEqual(["optimizer.luck"]);
  });

  it.each(kinds)("completes %s from their own defaults", (kind) => {
    const { experiment, dropped } = parseExperiment({ dataset: { kind, negatives: 9 } });
    expect(dropped).toEqual([]);
    expect(experiment.dataset).toEqual({ ...defaultDataset(kind), negatives: 9 });
  });

  it("names numbers of another data set, and uses the tutorial's data set for an unknown kind", () => {
    const moons = parseExperiment({ dataset: { kind: "moons", positiveRadius: 3, radius: 2 } });
    expect(moons.experiment.dataset).toEqual({ ...defaultDataset("moons"), radius: 2 });
    expect(moons.dropped).toEqual([
      { path: "dataset.positiveRadius", given: "3", expected: "no such field", used: "" },
    ]);
    const fish = parseExperiment({ dataset: { kind: "fish", positives: 7 } });
    expect(fish.experiment.dataset).toEqual({ ...tutorialExperiment.dataset, positives: 7 });
    expect(fish.dropped).toEqual([
      { path: "dataset.kind", given: '"fish"', expected: `one of ${kinds.join(", ")}`, used: '"rings"' },
    ]);
  });

  describe.each(hostile)("given %s", (_, value) => {
    it.each(tutorialFields.map(({ path }) => path.join(".")))("falls back and names %s", (path) => {
      const { experiment, dropped } = parseExperiment(onlyField(path.split("."), value));
      expect(experiment).toEqual(tutorialExperiment);
      expect(dropped.map((field) => field.path)).toEqual([path]);
      expect(dropped[0]!.expected).not.toBe("");
      expect(dropped[0]!.used).not.toBe("");
    });

    it("falls back if a whole section or the experiment has the wrong type", () => {
      for (const given of [value, { model: value }, { loss: { parameters: value } }]) {
        const empty = typeof value === "object" && value !== null && !Array.isArray(value);
        const { experiment, dropped } = parseExperiment(given);
        expect(experiment).toEqual(tutorialExperiment);
        expect(dropped).toHaveLength(empty ? 0 : 1);
      }
    });
  });

  it("names unknown fields, at the top and inside", () => {
    const { experiment, dropped } = parseExperiment({ colour: "red", seeds: { luck: 7 }, model: { hidden: [3] } });
    expect(experiment.model.hidden).toEqual([3]);
    expect(dropped).toEqual([
      { path: "colour", given: '"red"', expected: "no such field", used: "" },
      { path: "seeds.luck", given: "7", expected: "no such field", used: "" },
    ]);
  });

  it("keeps the valid fields next to invalid ones", () => {
    const { experiment, dropped } = parseExperiment({ batchSize: 0, epochs: 12 });
    expect(experiment.epochs).toBe(12);
    expect(dropped).toEqual([
      { path: "batchSize", given: "0", expected: "a whole number from 1 to 1000000", used: "100" },
    ]);
  });

  it("checks loss parameters one by one", () => {
    const { experiment, dropped } = parseExperiment({
      loss: {
        id: "focal",
        parameters: { alpha: 0.5, gamma: "2", zeta: 1, none: null, list: [1], "a b": 1 },
      },
    });
    expect(experiment.loss).toEqual({ id: "focal", parameters: { alpha: 0.5 } });
    expect(dropped.slice(0, 2)).toEqual([
      {
        path: "loss.parameters.gamma",
        given: '"2"',
        expected: "a number from 0 to 5, if not 0 then at least 1e-30 in size",
        used: "2",
      },
      { path: "loss.parameters.zeta", given: "1", expected: "a parameter among gamma, alpha", used: "" },
    ]);
    expect(dropped.map(({ path }) => path)).toEqual(
      ["gamma", "zeta", "none", "list", "a b"].map((name) => `loss.parameters.${name}`),
    );
  });

  it.each(losses.map((loss) => loss.id))(
    "accepts each slider and each choice of %s, and no other parameters for it",
    (id) => {
      const { sliders, choices = {} }: LossDefinition = losses.find((loss) => loss.id === id)!;
      const take = (name: string, value: unknown) => parseExperiment({ loss: { id, parameters: { [name]: value } } });
      for (const [name, { min }] of Object.entries(sliders)) {
        expect(take(name, min)).toMatchObject({ dropped: [], experiment: { loss: { parameters: { [name]: min } } } });
        expect(take(name, "1").dropped.length, name).toBe((choices[name] ?? []).includes("1") ? 0 : 1);
      }
      for (const [name, values] of Object.entries(choices)) {
        for (const value of values) {
          expect(take(name, value), name).toMatchObject({ experiment: { loss: { parameters: { [name]: value } } } });
        }
        expect(take(name, "no such choice").dropped).toHaveLength(1);
      }
    },
  );

  it("is not polluted through special keys", () => {
    const text = `{"__proto__":{"epochs":3},"constructor":{"x":1},"loss":{"parameters":{"__proto__":{"gamma":1},"constructor":2}},
      "model":{"__proto__":{"hidden":[9]}}}`;
    const { experiment, dropped } = parseExperiment(JSON.parse(text));
    expect(experiment).toEqual(tutorialExperiment);
    expect(Object.keys(experiment.loss.parameters)).toEqual([]);
    expect(({} as Record<string, unknown>).gamma).toBeUndefined();
    expect(dropped.length).toBeGreaterThanOrEqual(4);
  });

  it("does not read inherited values", () => {
    expect(parseExperiment(Object.create({ epochs: 3 })).experiment.epochs).toBe(tutorialExperiment.epochs);
  });

  it("handles deep and huge input with a short list of what it dropped", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { deep };
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field${i}`, i]));
    let reads = 0;
    const wide = new Proxy(fields, {
      get: (target, name) => {
        reads++;
        return Reflect.get(target, name);
      },
      getOwnPropertyDescriptor: (target, name) => {
        reads++;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
    for (const value of [deep, { model: deep }, wide, { loss: { parameters: wide } }, { epochs: "9".repeat(1e6) }]) {
      const { dropped } = parseExperiment(value);
      expect(dropped.length).toBeLessThanOrEqual(51);
      expect(JSON.stringify(dropped).length).toBeLessThan(20_000);
    }
    // Twice for each field in each of two experiments; quadratic work would need 10¹⁰.
    expect(reads).toBeLessThan(10 * 100_000);
  });

  it("never throws, and parses its own result to itself", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { experiment } = parseExperiment(value);
        expect(parseExperiment(experiment)).toEqual({ experiment, dropped: [] });
      }),
    );
  });

  it("checks any mixture of fields one by one", () => {
    const field = fc.constantFrom(...tutorialFields.map(({ path }) => path));
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.anything()), { maxLength: 6 }), (entries) => {
        const value: Record<string, unknown> = {};
        for (const [path, given] of entries) {
          if (path.length === 1) value[path[0]] = given;
          else value[path[0]] = { ...(value[path[0]] as object), [path[1]]: given };
        }
        const { experiment } = parseExperiment(value);
        expect(parseExperiment(experiment).dropped).toEqual([]);
      }),
    );
  });

  it("does not return the default objects themselves", () => {
    const { experiment } = parseExperiment({});
    experiment.dataset.positives = 1;
    expect(parseExperiment({}).experiment.dataset.positives).toBe(200);
  });
});

describe("readExperiment", () => {
  it("lists every problem at once", () => {
    const read = () => readExperiment({ epochs: -1, optimizer: { name: "Adamaxx" }, extra: 1 });
    expect(read).toThrow(InvalidExperimentError);
    expect(read).toThrow(
      /extra: expected no such field, got 1\n.*optimizer.name: expected one of SGD, .*\nepochs: .*got -1/s,
    );
  });

  it("accepts a partial experiment", () => {
    expect(readExperiment({ epochs: 3 }).epochs).toBe(3);
  });
});

import { describe, expect, it } from "vitest";
import { optimizerFields } from "../../src/experiment/fields";
import { parseExperiment } from "../../src/experiment/schema";
import en from "../../src/i18n/later/en.json";
import zhHans from "../../src/i18n/later/zh-Hans.json";
import { optimizerDefaults, optimizers, ruleOf, stateOf } from "../../src/optimizers";
import { optimizerUpdate } from "../../src/optimizers/update";

const languages: Record<string, Record<string, string>> = { en, "zh-Hans": zhHans };
const unique = (names: readonly string[]) => new Set(names).size === names.length;

it("no two optimisers have the same name", () => {
  expect(unique(optimizers.map(({ name }) => name))).toBe(true);
});

describe.each(optimizers.map((definition) => [definition.name, definition] as const))("%s", (name, definition) => {
  const entries = Object.entries(definition.settings);

  it("has a text for each of its settings in each language", () => {
    for (const [language, words] of Object.entries(languages)) {
      for (const [key] of entries) expect(words[`optimizer.${key}`], `optimizer.${key} in ${language}`).toBeTruthy();
    }
  });

  it("has numbers within their bounds, and rates that train", () => {
    for (const [key, setting] of entries) {
      if (setting.type === "flag") continue;
      expect(setting.default, key).toBeGreaterThanOrEqual(setting.min);
      expect(setting.default, key).toBeLessThan(setting.max);
      expect(setting.step, key).toBeGreaterThan(0);
    }
    expect(Math.min(definition.learningRate, definition.suggestedRate)).toBeGreaterThan(0);
  });

  it("is read back from what was written, without values out of bounds", () => {
    const optimizer = optimizerDefaults(name);
    expect(parseExperiment({ optimizer })).toMatchObject({ experiment: { optimizer }, dropped: [] });
    expect(optimizerFields(name).map(({ path }) => path[1])).toEqual(entries.map(([key]) => key));
    for (const [key] of entries) {
      const { experiment, dropped } = parseExperiment({ optimizer: { ...optimizer, [key]: -1 } });
      expect(experiment.optimizer, key).toEqual(optimizer);
      expect(dropped.map(({ path }) => path)).toEqual([`optimizer.${key}`]);
    }
  });

  it("gives its settings, vectors and scalars distinct names", () => {
    const rule = ruleOf(optimizerDefaults(name));
    const { scalars } = optimizerUpdate(rule);
    const taken = ["parameter", "gradient", "rate", "decay", "name", "learningRate", "weightDecay", "weightDecayScope"];
    expect(unique([...taken, ...Object.keys(stateOf(rule)), ...scalars, ...Object.keys(definition.settings)])).toBe(
      true,
    );
  });
});

import type { PerGroup } from "../../src/engine/backend";
import { type OptimizerRule, optimizers } from "../../src/optimizers";
import type { GoldenOptimizer } from "./fixtures";
import { bothGroups } from "./goldenEngine";
import { UnsupportedCaseError } from "./goldenLosses";

/** Converts torch's keyword arguments to the engine's rule. Throws UnsupportedCaseError. */
export function optimizerRule(given: GoldenOptimizer): OptimizerRule {
  const { name, settings } = optimizers.find((optimizer) => optimizer.name === given.name) ?? {};
  if (settings === undefined) throw new UnsupportedCaseError(`no optimiser ${given.name}`);
  const values = Object.entries(settings).map(([key, setting]) => {
    const [argument, index] = typeof setting.torch === "string" ? [setting.torch] : setting.torch;
    const value = index === undefined ? given[argument] : (given[argument] as readonly unknown[] | undefined)?.[index];
    return [key, value ?? setting.default];
  });
  return { name, ...Object.fromEntries(values) };
}

export function perGroup(value: number | PerGroup | undefined): PerGroup {
  return typeof value === "object" ? value : bothGroups(value ?? 0);
}

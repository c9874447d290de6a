import type { OptimizerRule, PerGroup } from "../../src/engine/backend";
import { optimizerDefaults } from "../../src/experiment/defaults";
import type { GoldenOptimizer } from "./fixtures";
import { bothGroups } from "./goldenEngine";
import { UnsupportedCaseError } from "./goldenLosses";

const names = new Set(["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"]);

/** Torch's keyword arguments as the engine's rule. Throws UnsupportedCaseError. */
export function optimizerRule(optimizer: GoldenOptimizer): OptimizerRule {
  if (!names.has(optimizer.name)) throw new UnsupportedCaseError(`no optimiser ${optimizer.name}`);
  const { learningRate, weightDecay, weightDecayScope, ...defaults } = optimizerDefaults(optimizer.name);
  return {
    ...defaults,
    momentum: optimizer.momentum ?? defaults.momentum,
    dampening: optimizer.dampening ?? defaults.dampening,
    nesterov: optimizer.nesterov ?? defaults.nesterov,
    beta1: optimizer.betas?.[0] ?? defaults.beta1,
    beta2: optimizer.betas?.[1] ?? defaults.beta2,
    amsgrad: optimizer.amsgrad ?? defaults.amsgrad,
    epsilon: optimizer.eps ?? defaults.epsilon,
    smoothing: optimizer.alpha ?? defaults.smoothing,
    centered: optimizer.centered ?? defaults.centered,
    rateDecay: optimizer.lr_decay ?? defaults.rateDecay,
    initialAccumulator: optimizer.initial_accumulator_value ?? defaults.initialAccumulator,
  };
}

export function perGroup(value: number | PerGroup | undefined): PerGroup {
  return typeof value === "object" ? value : bothGroups(value ?? 0);
}

import type { TrainingJob } from "../../src/engine/backend";
import {
  type CommonSettings,
  type OptimizerName,
  type OptimizerSettings,
  optimizerDefaults,
  optimizers,
  type Setting,
} from "../../src/optimizers";
import { smallJob } from "./jobs";

/** An optimiser at its defaults except for its rates. */
export function optimizerWith(name: OptimizerName, change: Partial<CommonSettings>): OptimizerSettings {
  return { ...optimizerDefaults(name), ...change };
}

/**
 * Every optimiser, once at its defaults and once with every setting changed: all its vectors and
 * branches.
 */
export const optimizerCases: readonly { title: string; optimizer: OptimizerSettings }[] = optimizers.flatMap(
  ({ name, settings, suggestedRate }) => {
    const rates = { learningRate: suggestedRate / 5, weightDecay: 0.01 };
    const changed = Object.entries(settings).map(([key, setting]) => [key, changedValue(setting)]);
    return [
      { title: name, optimizer: optimizerWith(name, rates) },
      {
        title: `${name}, every setting changed`,
        optimizer: { ...optimizerWith(name, rates), ...Object.fromEntries(changed) },
      },
    ];
  },
);

/** Three models whose rates, decays and penalties differ. */
export function optimizerFleet(optimizer: OptimizerSettings): TrainingJob {
  const job = smallJob({ optimizer, members: 3 });
  const { learningRate: rate, weightDecay: decay } = optimizer;
  return {
    ...job,
    members: job.members.map(({ initialParameters, settings }, m) => ({
      initialParameters,
      settings: {
        ...settings,
        learningRate: { weights: rate * (1 + m), biases: rate / (1 + m) },
        weightDecay: { weights: decay * m, biases: decay },
        l1: 0.001 * m,
        l2: 0.002 / (1 + m),
      },
    })),
  };
}

function changedValue(setting: Setting): number | boolean {
  if (setting.type === "flag") return !setting.default;
  return setting.scale === "log" ? 10 * setting.default || 0.1 : 0.7;
}

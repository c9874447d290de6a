import type { Dataset } from "../datasets";
import type { LossDefinition } from "../losses";
import { classCountSliders } from "../losses/sliders/classCounts";
import type { Experiment, LossChoice } from "./experiment";

/** The parameters that count a class's samples, and the class. */
const counts = Object.entries(classCountSliders).map(([name, { landmarks }]) => [name, landmarks[0].value] as const);

/** A loss as it is chosen for this data set: at its defaults, with the data's class counts. */
export function lossOnData({ id, sliders }: Pick<LossDefinition, "id" | "sliders">, dataset: Dataset): LossChoice {
  const own = counts.filter(([name]) => Object.hasOwn(sliders, name));
  return { id, parameters: Object.fromEntries(own.map(([name, of]) => [name, dataset[of]])) };
}

/** The loss after a change of the data: class counts that were those of the data before follow. */
export function followingData(loss: LossChoice, before: Dataset, after: Dataset): LossChoice {
  const followed = counts.filter(([name, of]) => loss.parameters[name] === before[of] && before[of] !== after[of]);
  if (followed.length === 0) return loss;
  const parameters = { ...loss.parameters, ...Object.fromEntries(followed.map(([name, of]) => [name, after[of]])) };
  return { ...loss, parameters };
}

/** The changed experiment, with a loss that follows its data. */
export function withLossOnData(before: Experiment, after: Experiment): Experiment {
  if (before.loss.id !== after.loss.id) return after;
  const loss = followingData(after.loss, before.dataset, after.dataset);
  return loss === after.loss ? after : { ...after, loss };
}

import type { Experiment } from "../../experiment/experiment";
import { useActions } from "../shared/useApp";

/** Changes one group of the experiment: `edit("optimizer", { learningRate: 0.1 })`. */
export function useEdit() {
  const { changeExperiment } = useActions();
  return function edit<Group extends "dataset" | "model" | "optimizer" | "regularisation" | "seeds">(
    group: Group,
    change: Partial<Experiment[Group]>,
  ): void {
    changeExperiment((experiment) => ({ ...experiment, [group]: { ...experiment[group], ...change } }));
  };
}

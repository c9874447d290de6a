import type { Experiment } from "../../experiment/experiment";
import { useActions } from "../hooks/useApp";

type Group = "dataset" | "model" | "optimizer" | "regularisation" | "seeds";
type Change = (experiment: Experiment) => Experiment;

/** Changes one group of the experiment: `withField("optimizer", { learningRate: 0.1 })`. */
export function withField<G extends Group>(group: G, change: Partial<Experiment[G]>): Change {
  return (experiment) => ({ ...experiment, [group]: { ...experiment[group], ...change } });
}

/** Applies `withField` to the experiment on screen. */
export function useSetField() {
  const { changeExperiment } = useActions();
  return <G extends Group>(group: G, change: Partial<Experiment[G]>): void =>
    changeExperiment(withField(group, change));
}

/**
 * Props of a control for one value of the experiment, which `change` sets. Runs for the values that
 * the user may choose next are prefetched.
 */
export function useFieldControl() {
  const { changeExperiment, prefetchRuns } = useActions();
  return <Value>(change: (value: Value) => Change) => ({
    onChange: (value: Value) => changeExperiment(change(value)),
    onLikelyValues: (values: readonly Value[]) => prefetchRuns(values.map(change)),
  });
}

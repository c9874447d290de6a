import type { Experiment } from "../../experiment/experiment";
import { useActions } from "../hooks/useApp";

type Group = "dataset" | "model" | "optimizer" | "regularisation" | "seeds";
type Change = (experiment: Experiment) => Experiment;

/** Changes one group of the experiment: `withField("optimizer", { learningRate: 0.1 })`. */
export function withField<G extends Group>(group: G, change: Partial<Experiment[G]>): Change {
  return (experiment) => ({ ...experiment, [group]: { ...experiment[group], ...change } });
}

/** The same to the experiment on screen. */
export function useSetField() {
  const { changeExperiment } = useActions();
  return <G extends Group>(group: G, change: Partial<Experiment[G]>): void =>
    changeExperiment(withField(group, change));
}

/** What a control needs whose value moves, where `change` puts a value into the experiment: what it may move to next is trained ahead. */
export function useFieldControl() {
  const { changeExperiment, trainAhead } = useActions();
  return <Value>(change: (value: Value) => Change) => ({
    onChange: (value: Value) => changeExperiment(change(value)),
    onNear: (values: readonly Value[]) => trainAhead(values.map(change)),
  });
}

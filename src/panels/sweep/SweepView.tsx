import type { ReactElement } from "react";
import type { Experiment } from "../../experiment/experiment";

export interface SweepViewProps {
  /** Shows a model on the first screen. */
  onOpen: (experiment: Experiment) => void;
}

export function SweepView({ onOpen: _ }: SweepViewProps): ReactElement {
  return <h2>Sweep</h2>;
}

import type { ReactElement } from "react";
import type { Experiment } from "../../experiment/experiment";

export interface CompareViewProps {
  /** Shows a model on the first screen. */
  onOpen: (experiment: Experiment) => void;
}

export function CompareView({ onOpen: _ }: CompareViewProps): ReactElement {
  return <h2>Compare</h2>;
}

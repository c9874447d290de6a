import type { ReactElement } from "react";
import { useApp } from "../hooks/useApp";
import { useFigures } from "../hooks/useFigures";
import { MetricsRow } from "../parts/MetricsRow";
import { useBayes } from "./useBayes";

/** A few metrics of the validation set, each with what the Bayes classifier reaches. */
export function MetricsView(): ReactElement {
  const validation = useFigures((figures) => figures.snapshot?.current.validation);
  const { positives, negatives } = useApp((state) => state.experiment.dataset);
  const bayes = useBayes();
  return (
    <MetricsRow values={validation} optimum={bayes?.metrics ?? null} alwaysNo={negatives / (positives + negatives)} />
  );
}

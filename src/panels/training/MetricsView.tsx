import type { ReactElement } from "react";
import { useApp } from "../hooks/useApp";
import { useFigures } from "../hooks/useFigures";
import { MetricFigures } from "../parts/MetricFigures";
import { useBayes } from "./useBayes";

/** The four figures of the validation set, each beside what the Bayes classifier reaches. */
export function MetricsView(): ReactElement {
  const validation = useFigures((figures) => figures.snapshot?.current.validation);
  const { positives, negatives } = useApp((state) => state.experiment.dataset);
  const bayes = useBayes();
  return <MetricFigures figures={validation} bayes={bayes} alwaysNo={negatives / (positives + negatives)} />;
}

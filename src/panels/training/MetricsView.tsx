import type { ReactElement } from "react";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { MetricsRow } from "../parts/MetricsRow";
import { useBayes } from "./useBayes";

/** A few metrics on the validation set, each next to the Bayes classifier's value. */
export function MetricsView(): ReactElement {
  const validation = useShownResults((results) => results.snapshot?.current.validation);
  const { positives, negatives } = useApp((state) => state.experiment.dataset);
  const bayes = useBayes();
  return (
    <MetricsRow values={validation} optimum={bayes?.metrics ?? null} alwaysNo={negatives / (positives + negatives)} />
  );
}

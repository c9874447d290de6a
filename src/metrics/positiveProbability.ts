import { type Dataset, datasetOfKind } from "../datasets";
import { balancedLogOdds } from "./bayes";

/** The true probability of a positive at a point; null if the data set has no closed form. */
export function positiveProbability(dataset: Dataset, x: number, y: number): number | null {
  const { closedForm } = datasetOfKind(dataset.kind);
  if (closedForm === undefined) return null;
  const logOdds = closedForm.logRatio(dataset, x, y) - balancedLogOdds(dataset);
  return 1 / (1 + Math.exp(-logOdds));
}

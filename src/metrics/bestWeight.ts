import type { Dataset } from "../datasets";
import { balancedLogOdds, optimumAt } from "./bayes";
import { type CountMetricName, metrics } from "./metrics";

/** Beyond these log density ratios the class is practically certain. */
const MOST_LOG_RATIO = 20;

/**
 * The weight of positives whose optimum is best in a metric with `hasBestWeight`. Such a metric
 * first improves and then worsens with the weight: golden-section search over the threshold on the
 * log density ratio. Null if the data set has no closed form.
 */
export function bestWeight(dataset: Dataset, metric: CountMetricName): number | null {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-MOST_LOG_RATIO, MOST_LOG_RATIO];
  const sign = metrics[metric].better === "more" ? 1 : -1;
  const value = (threshold: number) => sign * (optimumAt(dataset, threshold)?.metrics[metric] ?? Number.NaN);
  if (Number.isNaN(value(0))) return null;
  while (high - low > 1e-9) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (value(left) < value(right)) low = left;
    else high = right;
  }
  return 1 / (1 + Math.exp((low + high) / 2 - balancedLogOdds(dataset)));
}

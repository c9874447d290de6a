import { type MetricName, metrics } from "../../metrics/metrics";

/**
 * Whether a chart of a metric has an axis from 0 to 1. The values of other metrics lie close
 * together or have no fixed scale.
 */
export function showsWholeScale(name: MetricName): boolean {
  return metrics[name].scale === "share" && metrics[name].usual === "anywhere";
}

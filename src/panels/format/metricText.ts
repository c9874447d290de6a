import type { NumberFormats } from "../../i18n";
import { type MetricName, metrics } from "../../metrics/metrics";

/**
 * A metric as text: three decimals without the leading zero; a loss, which has no fixed scale, with
 * three significant digits. A dash if undefined.
 */
export function metricText(name: MetricName, value: number, format: NumberFormats): string {
  return metrics[name].scale === "loss" ? format.significant(value, 3) : format.bare(value, 3);
}

import type { NumberFormats } from "../../i18n";
import { type MetricName, metrics } from "../../metrics/metrics";

/**
 * A metric as the page writes it: three decimals without the zero before them; a loss, which has no
 * scale of its own, with three digits. A dash where it is undefined.
 */
export function metricText(name: MetricName, value: number, format: NumberFormats): string {
  return metrics[name].scale === "loss" ? format.significant(value, 3) : format.bare(value, 3);
}

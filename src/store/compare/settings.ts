import type { LossChoice } from "../../experiment/experiment";
import type { MetricName } from "../../metrics/metrics";

/** What the user has chosen in Compare, as a plain value. */
export interface CompareSettings {
  /** Null until a slot was changed: the first then follows Explore's loss. */
  losses: readonly LossChoice[] | null;
  /** The number of initial weights. */
  seeds: number;
  metric: MetricName;
  /** Two slots by position. The page shows the second minus the first. */
  pair: readonly [number, number];
  /** The epoch that is shown; null for the last. */
  epoch: number | null;
}

export const defaultCompare: CompareSettings = { losses: null, seeds: 32, metric: "f1", pair: [0, 1], epoch: null };

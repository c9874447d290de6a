import type { SweepAxis, SweepCell } from "../../experiment/sweep";
import type { MetricName } from "../../metrics/metrics";

/** Drawings over the map's colours. */
export const mapLayers = ["pictures", "lines"] as const;
export type MapLayer = (typeof mapLayers)[number];

/** What the user has chosen in Sweep, as a plain value. */
export interface SweepViewSettings {
  /** Null: those that the loss suggests. */
  axes: { x: SweepAxis; y: SweepAxis } | null;
  /** Models per cell. */
  seeds: number;
  metric: MetricName;
  layers: readonly MapLayer[];
  /** Null: the best cell. */
  selected: SweepCell | null;
  /** Whether the map has been trained. */
  filled: boolean;
}

export const defaultSweep: SweepViewSettings = {
  axes: null,
  seeds: 1,
  metric: "f1",
  layers: mapLayers,
  selected: null,
  filled: false,
};

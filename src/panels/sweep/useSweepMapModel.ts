import { useMemo } from "react";
import type { MapValues, RampScale } from "../../charts/heatmap/cells";
import type { Point } from "../../charts/parts/labels/placeLabels";
import type { Experiment } from "../../experiment/experiment";
import {
  axisPlace,
  axisValues,
  cellExperiment,
  parameterRange,
  parameterValue,
  type Sweep,
  type SweepCell,
} from "../../experiment/sweep";
import type { LossDefinition } from "../../losses";
import type { MetricName } from "../../metrics/metrics";
import { bestCell, type MetricMap, metricMap } from "../../store/sweep/aggregate";
import type { SweepRun } from "../../store/sweep/createSweepStore";
import { SweepResults } from "../../store/sweep/results";
import { onSameMap } from "../../store/sweep/sameSweep";
import type { MapLayer } from "../../store/sweep/settings";
import { mapValues, rampScale } from "./mapValues";
import { useSweep } from "./useSweep";

/**
 * Everything that is drawn of the map: of the last run, or of the empty map that the settings
 * describe.
 */
export interface SweepMapModel {
  sweep: Sweep;
  definition: LossDefinition;
  /** Null for the empty map. */
  run: SweepRun | null;
  results: SweepResults;
  metric: MetricName;
  map: MetricMap;
  values: MapValues;
  scale: RampScale;
  /** Null if there is none, or if every network gives one answer only. */
  best: SweepCell | null;
  layers: readonly MapLayer[];
  /** The cell's experiment with the first initial weights. */
  experimentOf: (cell: SweepCell) => Experiment;
  base: MapBase;
}

/** The experiment that cells are compared with. */
export interface MapBase {
  /**
   * The Explore view's experiment if it belongs to the map, else the one that the sweep started
   * from.
   */
  experiment: Experiment;
  isFromExplore: boolean;
  /** In columns and rows; null outside the map. */
  at: Point | null;
}

/** Returns null until the view has been opened on an experiment. */
export function useSweepMapModel(): SweepMapModel | null {
  const settings = useSweep((state) => state.settings);
  const base = useSweep((state) => state.base);
  const present = useSweep((state) => state.definition);
  const metric = useSweep((state) => state.metric);
  const run = useSweep((state) => state.run);
  const layers = useSweep((state) => state.layers);
  const given = run?.sweep;
  const sweep = useMemo(() => given ?? (settings && base && { ...settings, base }), [given, settings, base]);
  const definition = run?.definition ?? present;
  const empty = useMemo(
    () => (given || !sweep ? null : new SweepResults(drawable(sweep.x.count), drawable(sweep.y.count), 1)),
    [given, sweep],
  );
  const results = run?.results ?? empty;
  // `results` is mutated in place; `version` changes with it.
  const version = run?.version ?? 0;
  const drawn = useMemo(() => {
    if (results === null) return null;
    void version;
    const map = metricMap(results, metric);
    const best = map.states.includes("value") ? bestCell(map, metric) : null;
    return { map, values: mapValues(map, results), scale: rampScale(map, metric), best };
  }, [results, metric, version]);
  return useMemo(() => {
    if (!sweep || !definition || !results || !drawn) return null;
    const xs = axisValues(sweep.x, parameterRange(sweep.x.parameter, definition).whole);
    const ys = axisValues(sweep.y, parameterRange(sweep.y.parameter, definition).whole);
    const experimentOf = ({ column, row }: SweepCell) =>
      cellExperiment(
        sweep,
        { parameter: sweep.x.parameter, value: xs[column]! },
        { parameter: sweep.y.parameter, value: ys[row]! },
        0,
      );
    const isFromExplore = base !== null && onSameMap(sweep, sweep.base, base);
    const experiment = isFromExplore ? base : sweep.base;
    const compared = { experiment, isFromExplore, at: placeOf(experiment, sweep, definition) };
    return { sweep, definition, run, results, metric, ...drawn, layers, experimentOf, base: compared };
  }, [sweep, definition, run, results, metric, drawn, layers, base]);
}

/** While the settings are invalid, the empty map keeps a size that can be drawn. */
const drawable = (count: number) => Math.min(32, Math.max(2, Math.round(count) || 2));

function placeOf(experiment: Experiment, { x, y }: Sweep, definition: LossDefinition): Point | null {
  const place = (axis: Sweep["x"]) => axisPlace(axis, parameterValue(experiment, axis.parameter, definition));
  const at = { x: place(x), y: place(y) };
  const inside = (value: number, count: number) => value >= -0.5 && value <= count - 0.5;
  return inside(at.x, x.count) && inside(at.y, y.count) ? at : null;
}

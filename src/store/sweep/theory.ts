import type { Experiment } from "../../experiment/experiment";
import {
  axisValueAt,
  cellExperiment,
  changesData,
  parameterValue,
  type Sweep,
  withParameter,
} from "../../experiment/sweep";
import type { LossDefinition } from "../../losses";

import { positiveShare } from "../../losses/positiveShare";
import { type BayesBoundary, bayesBoundary, bayesOptimum } from "../../metrics/bayes";
import { bestWeight } from "../../metrics/bestWeight";
import { hasBestWeight, type MetricName } from "../../metrics/metrics";

type Definition = Pick<LossDefinition, "source" | "positiveWeight" | "classRatio">;

/**
 * How much a positive weighs against a negative in the experiment's loss, 0 to 1; ½ for a loss that
 * does not weigh its classes.
 */
export function positiveWeight(experiment: Experiment, definition: Definition): number {
  return positiveShare(definition, (name) => parameterValue(experiment, `loss.${name}`, definition));
}

/**
 * What the best classifier reaches on the experiment's data under its loss's class weights; null as
 * `bayesBoundary`.
 */
export function bayesOf(experiment: Experiment, definition: Definition): BayesBoundary | null {
  return bayesBoundary(experiment.dataset, positiveWeight(experiment, definition));
}

/**
 * Where the map's class weights are those whose optimum is best in the metric, whatever the
 * network.
 */
export interface TheoryOptimum {
  /** In columns and rows, (0, 0) the centre of the first cell. */
  lines: { x: number; y: number }[][];
  /** The same parameter value all along, of the axis that it belongs to; null where it differs. */
  value: number | null;
  /** The metric's value there; null where it differs along the line. */
  reached: number | null;
}

/** Steps along the side of the map where the best weight changes. */
const PLACES = 96;

/**
 * The line on which the loss's class weights are those of the metric's best optimum. Null where the
 * metric has no such weight, where the data have no closed form, and where the line is not on the
 * map.
 */
export function theoryOptimum(sweep: Sweep, definition: Definition, name: MetricName): TheoryOptimum | null {
  if (!hasBestWeight(name)) return null;
  const weight = definition.positiveWeight && `loss.${definition.positiveWeight.parameter}`;
  const side = [sweep.x, sweep.y].findIndex(({ parameter }) => parameter === weight);
  if (side === -1) return null;
  const [along, across] = side === 0 ? [sweep.x, sweep.y] : [sweep.y, sweep.x];
  // With the same data all along the other axis, every place of it has the same best weight.
  const constant = !changesData(across.parameter);
  const ends = [-0.5, across.count - 0.5] as const;
  const points = (constant ? ends : steps(...ends)).flatMap((other) => {
    const rest = { parameter: across.parameter, value: axisValueAt(across, other) };
    const weightAt = (place: number) => {
      const own = { parameter: along.parameter, value: axisValueAt(along, place) };
      return positiveWeight(cellExperiment(sweep, own, rest, 0), definition);
    };
    const { dataset } = withParameter(sweep.base, across.parameter, rest.value);
    const best = bestWeight(dataset, name);
    const optimum = best === null ? null : bayesOptimum(dataset, best);
    if (best === null || optimum === null) return [];
    const place = root((tried) => weightAt(tried) - best, 0, along.count - 1);
    return place === null ? [] : [{ place, other, reached: optimum.metrics[name] }];
  });
  if (points.length < 2) return null;
  const [{ place, reached }] = points as [(typeof points)[number]];
  return {
    lines: [points.map((at) => (side === 0 ? { x: at.place, y: at.other } : { x: at.other, y: at.place }))],
    value: constant ? axisValueAt(along, place) : null,
    reached: constant ? reached : null,
  };
}

const steps = (from: number, to: number) =>
  Array.from({ length: PLACES + 1 }, (_, i) => from + ((to - from) * i) / PLACES);

/** Where a function that rises or falls throughout is 0; null where it keeps its sign. */
function root(of: (place: number) => number, from: number, to: number): number | null {
  let [low, high] = [from, to];
  const atLow = of(low);
  if (!(atLow * of(high) < 0)) return null;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (of(middle) * atLow > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

import type { Experiment } from "../../experiment/experiment";
import { axisValueAt, cellExperiment, parameterValue, type Sweep } from "../../experiment/sweep";
import type { LossDefinition } from "../../losses";
import { type BayesOptimum, balanceOf, bayesCircle, bayesOptimum, bestF1 } from "../../metrics/bayes";
import type { ModelFigure } from "../../training/trainedModel";

type Definition = Pick<LossDefinition, "source" | "positiveWeight">;

/** How much a positive weighs against a negative in the experiment's loss, 0 to 1; ½ for a loss that does not weigh its classes. */
export function positiveWeight(experiment: Experiment, definition: Definition): number {
  const { positiveWeight: weight } = definition;
  return balanceOf(weight && parameterValue(experiment, `loss.${weight.parameter}`, definition), weight?.as);
}

/** What the best classifier reaches on the experiment's rings under its loss's class weights; null where the rings have no such radius. */
export function bayesOf(experiment: Experiment, definition: Definition): BayesOptimum | null {
  return bayesCircle(experiment.dataset, positiveWeight(experiment, definition));
}

/** Where on the map theory has its optimum, whatever the network: the boundary that the weights ask for is the one that the figure asks for. */
export interface TheoryOptimum {
  /** In columns and rows, (0, 0) the centre of the first cell. */
  lines: { x: number; y: number }[][];
  /** The same parameter value all along, of the axis that it belongs to; null where it differs. */
  value: number | null;
  /** What the figure is there; null where it differs along the line. */
  figure: number | null;
}

/** So many places are looked at along each side of the map. */
const PLACES = 96;

/**
 * The line on which the Bayes boundary of the loss's class weights has the figure's best radius. Only F1 and accuracy have one inside the plane: recall and
 * precision are best at its ends, and the area under the curve does not ask for a boundary. Null where there is no such line on the map.
 */
export function theoryOptimum(sweep: Sweep, definition: Definition, figure: ModelFigure): TheoryOptimum | null {
  if (figure !== "f1" && figure !== "accuracy") return null;
  const weight = definition.positiveWeight && `loss.${definition.positiveWeight.parameter}`;
  const side = [sweep.x, sweep.y].findIndex(({ parameter }) => parameter === weight);
  if (side === -1) return null;
  const [along, across] = side === 0 ? [sweep.x, sweep.y] : [sweep.y, sweep.x];
  // Without the classes' shares on the other axis every place of it asks for the same weight.
  const constant = across.parameter !== "positiveShare";
  const ends = [-0.5, across.count - 0.5] as const;
  const points = (constant ? ends : steps(...ends)).flatMap((other) => {
    const at = (place: number) => {
      const own = { parameter: along.parameter, value: axisValueAt(along, place) };
      const rest = { parameter: across.parameter, value: axisValueAt(across, other) };
      const experiment = cellExperiment(sweep, own, rest, 0);
      return bayesOptimum(experiment.dataset, within(positiveWeight(experiment, definition)));
    };
    const { dataset } = cellExperiment(
      sweep,
      { parameter: along.parameter, value: along.from },
      { parameter: across.parameter, value: axisValueAt(across, other) },
      0,
    );
    const best = (figure === "f1" ? bestF1(dataset) : bayesOptimum(dataset, 0.5)).radius;
    const place = root((tried) => at(tried).radius - best, 0, along.count - 1);
    return place === null ? [] : [{ place, other, figure: at(place)[figure] }];
  });
  if (points.length < 2) return null;
  const [{ place, figure: reached }] = points as [(typeof points)[number]];
  return {
    lines: [points.map((at) => (side === 0 ? { x: at.place, y: at.other } : { x: at.other, y: at.place }))],
    value: constant ? axisValueAt(along, place) : null,
    figure: constant ? reached : null,
  };
}

/** At 0 and 1 the log odds are infinite. */
const within = (share: number) => Math.min(1 - 1e-9, Math.max(1e-9, share));

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

import { axisValues, experimentsOf, parameterRange } from "../../experiment/sweep";
import { metricNames, metrics } from "../../metrics/metrics";
import { csvText } from "../csv";
import type { SweepRun } from "./createSweepStore";
import { parameterFileName } from "./parameterFileName";

/**
 * A table with a row for each model that has ended: both parameters, the seed of its initial
 * weights, its metrics on the validation set (empty where undefined or diverged), its outcome, and
 * which answers it gives. The rows go from the smallest values on; y changes slower than x.
 */
export function sweepCsv({ sweep, definition, results }: Pick<SweepRun, "sweep" | "definition" | "results">): string {
  const { x, y } = sweep;
  const whole = {
    x: parameterRange(x.parameter, definition).whole,
    y: parameterRange(y.parameter, definition).whole,
  };
  const [xs, ys] = [axisValues(x, whole.x), axisValues(y, whole.y)];
  const order = ({ row, column, seed }: { row: number; column: number; seed: number }) =>
    (row * xs.length + column) * sweep.seeds + seed;
  const rows = experimentsOf(sweep, whole)
    .filter((model) => results.outcome(model, model.seed) !== "missing")
    .sort((a, b) => order(a) - order(b))
    .map((model) => {
      const { column, row, seed, experiment } = model;
      const outcome = results.outcome(model, seed);
      const trained = outcome === "trained";
      const values = metricNames.map((name) => results.metric(model, seed, name));
      const answers = trained ? results.answer(model, seed) : "";
      return [xs[column]!, ys[row]!, experiment.seeds.weights, ...values, outcome, answers];
    });
  const heading = [
    ...[x.parameter, y.parameter].map(parameterFileName),
    "weights_seed",
    ...metricNames.map((name) => metrics[name].column),
    "outcome",
    "answers",
  ];
  return csvText([heading, ...rows]);
}

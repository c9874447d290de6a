import {
  axisValues,
  dataParameter,
  experimentsOf,
  lossParameterName,
  parameterRange,
  type SweepParameter,
} from "../../experiment/sweep";
import { metricNames, metrics } from "../../metrics/metrics";
import type { SweepRun } from "./createSweepStore";

/** A swept parameter's name in files: as the loss's source writes it, or in snake case. */
export function fileName(parameter: SweepParameter): string {
  const name = dataParameter(parameter)?.field ?? parameter;
  return lossParameterName(parameter) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Every model that has ended as a line of a table (RFC 4180, lines end with CR LF): both parameters, the seed of its
 * initial weights, its metrics on the validation set in full precision (empty where one is undefined or it diverged),
 * what became of it, and which answers it gives. From the smallest values on, y the slower one.
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
  const lines = experimentsOf(sweep, whole)
    .filter((model) => results.outcome(model, model.seed) !== "missing")
    .sort((a, b) => order(a) - order(b))
    .map((model) => {
      const { column, row, seed, experiment } = model;
      const outcome = results.outcome(model, seed);
      const trained = outcome === "trained";
      const values = metricNames.map((name) => number(results.metric(model, seed, name)));
      const answers = trained ? results.answer(model, seed) : "";
      return [xs[column]!, ys[row]!, experiment.seeds.weights, ...values, outcome, answers];
    });
  const heading = [
    ...[x.parameter, y.parameter].map(fileName),
    "weights_seed",
    ...metricNames.map((name) => metrics[name].column),
    "outcome",
    "answers",
  ];
  return [heading, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

const number = (value: number) => (Number.isNaN(value) ? "" : String(value));

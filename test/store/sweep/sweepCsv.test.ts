import { expect, it } from "vitest";
import { metricNames, metrics } from "../../../src/metrics/metrics";
import { SweepResults } from "../../../src/store/sweep/results";
import { sweepCsv } from "../../../src/store/sweep/sweepCsv";
import { diverged, focal, smallSweep, trained } from "./sweepRuns";

it("a sweep's file has a line for each ended model in the order of its axes, and empty fields where it diverged or a metric is undefined", () => {
  const results = new SweepResults(2, 2, 2);
  results.take({ column: 1, row: 1, seed: 1 }, trained(0.625, "no"));
  results.take({ column: 1, row: 0, seed: 0 }, diverged);
  results.take({ column: 0, row: 0, seed: 0 }, trained(0.1 + 0.2));
  const seed = smallSweep.base.seeds.weights;
  const columns = metricNames.map((name) => metrics[name].column);
  const inColumns = (values: Readonly<Record<string, number>>) => columns.map((column) => values[column] ?? "");
  const known = { precision: 0.5, recall: 0.25, accuracy: 0.875, auc: 0.75, expected_calibration_error: 0.125 };
  expect(sweepCsv({ sweep: smallSweep, definition: focal, results }).split("\r\n")).toEqual([
    `alpha,gamma,weights_seed,${columns},outcome,answers`,
    `0.25,0,${seed},${inColumns({ validation_loss: 1 - (0.1 + 0.2), f1: 0.1 + 0.2, ...known })},trained,both`,
    `0.75,0,${seed},${inColumns({})},diverged,`,
    `0.75,2,${seed + 1},${inColumns({ validation_loss: 0.375, f1: 0.625, ...known })},trained,no`,
    "",
  ]);
  const stated = ["validation_loss", "f1", "precision", "recall", "accuracy", "balanced_accuracy", "mcc", "auc"];
  const all = [...stated, "average_precision", "expected_calibration_error"];
  expect(columns.filter((column) => all.includes(column))).toEqual(all);
});

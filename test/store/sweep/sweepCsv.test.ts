import { expect, it } from "vitest";
import { SweepResults } from "../../../src/store/sweep/results";
import { sweepCsv } from "../../../src/store/sweep/sweepCsv";
import { diverged, focal, smallSweep, trained } from "./sweepRuns";

it("a sweep's file has a line for each ended model in the order of its axes, and empty fields where it diverged or a metric is undefined", () => {
  const results = new SweepResults(2, 2, 2);
  results.take({ column: 1, row: 1, seed: 1 }, trained(0.625, "no"));
  results.take({ column: 1, row: 0, seed: 0 }, diverged);
  results.take({ column: 0, row: 0, seed: 0 }, trained(0.1 + 0.2));
  const seed = smallSweep.base.seeds.weights;
  expect(sweepCsv({ sweep: smallSweep, definition: focal, results }).split("\r\n")).toEqual([
    "alpha,gamma,weights_seed,validation_loss,f1,precision,recall,accuracy,balanced_accuracy,mcc,auc,average_precision,expected_calibration_error,outcome,answers",
    `0.25,0,${seed},${1 - (0.1 + 0.2)},${0.1 + 0.2},0.5,0.25,0.875,,,0.75,,0.125,trained,both`,
    `0.75,0,${seed},,,,,,,,,,,diverged,`,
    `0.75,2,${seed + 1},0.375,0.625,0.5,0.25,0.875,,,0.75,,0.125,trained,no`,
    "",
  ]);
});

import { expect, it } from "vitest";
import { trainingCost } from "../../../src/training/trainingCost";
import { FleetRequest } from "../../../src/worker/fleet/request";
import { withGamma } from "./fleetTasks";

const options = { engine: "cpu", grid: null, history: false, checkpoints: false, lockstep: false } as const;

/** The number of models of each portion if models take almost no time. */
function portions(models: number, workers: number): number[] {
  const experiments = Array.from({ length: models }, (_, k) => withGamma(k / models));
  const request = new FleetRequest(1, experiments, options, { onTrained() {}, onFinished() {}, onFailed() {} });
  const sizes: number[] = [];
  while (request.open) sizes.push(request.take(1e-12, workers).length);
  return sizes;
}

it("a large request is divided into portions that shrink to the end, but not to single models", () => {
  const sizes = portions(256, 2);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(256);
  expect(sizes.slice(0, 4)).toEqual([32, 32, 32, 32]);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(sizes.slice(0, -1).every((size) => size >= 16)).toBe(true);
});

it("a portion has as many models as take 200 ms", () => {
  const experiments = Array.from({ length: 100 }, (_, k) => withGamma(k / 100));
  const request = new FleetRequest(1, experiments, options, { onTrained() {}, onFinished() {}, onFailed() {} });
  const msPerCost = (msPerModel: number) => msPerModel / trainingCost(experiments[0]!);
  expect(request.take(msPerCost(60), 2)).toEqual([0, 1, 2]);
  expect(request.take(msPerCost(1000), 2)).toEqual([3]);
  expect(request.take(msPerCost(0.1), 2)).toHaveLength(24);
});

it("a small request has a portion for every worker", () => {
  expect(portions(4, 2)).toEqual([1, 1, 1, 1]);
  expect(portions(3, 8)).toEqual([1, 1, 1]);
});

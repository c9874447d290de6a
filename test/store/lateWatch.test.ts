import { expect, it } from "vitest";
import { LateWatch } from "../../src/store/lateWatch";
import { LATE_MS, type Run } from "../../src/store/run";
import { FakeClock } from "../worker/fakeClock";
import { phases } from "./runFixtures";

const retrainSince = (since: number): Run => ({ ...phases.retraining, since });

function watch() {
  const clock = new FakeClock();
  const told: number[] = [];
  return { clock, told, late: new LateWatch(clock, () => told.push(clock.now())) };
}

it("reports a retrain that brings nothing for long, once", () => {
  const { clock, told, late } = watch();
  late.follow(retrainSince(0));
  late.follow(retrainSince(0));
  clock.advance(10 * LATE_MS);
  expect(told).toEqual([LATE_MS]);
});

it("counts from the last network, and not after the last of all", () => {
  const { clock, told, late } = watch();
  late.follow(retrainSince(0));
  clock.advance(LATE_MS - 1);
  late.follow(retrainSince(LATE_MS - 1));
  clock.advance(LATE_MS - 1);
  late.follow(phases.finished);
  clock.advance(10 * LATE_MS);
  expect(told).toEqual([]);
  expect(clock.timers).toBe(0);
});

it("leaves no timer behind", () => {
  const { clock, late } = watch();
  late.follow(retrainSince(0));
  late.dispose();
  expect(clock.timers).toBe(0);
});

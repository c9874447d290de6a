import { expect, it } from "vitest";
import { RunClock } from "../../src/store/runClock";

it("the time left is estimated at the pace so far without pauses", () => {
  const clock = new RunClock();
  clock.start(0);
  clock.progress(0.005);
  expect(clock.read(100)).toEqual({ elapsedMs: 100, leftMs: null });
  clock.progress(0.25);
  clock.stop(1000);
  clock.start(9000);
  expect(clock.read(9000)).toEqual({ elapsedMs: 1000, leftMs: 3000 });
});

it("the pace of earlier work gives no estimate for other work", () => {
  const clock = new RunClock();
  clock.start(0);
  clock.progress(0.5);
  clock.changePace(4000);
  expect(clock.read(4000).leftMs).toBeNull();
  clock.progress(0.75);
  expect(clock.read(4100)).toEqual({ elapsedMs: 4100, leftMs: 100 });
});

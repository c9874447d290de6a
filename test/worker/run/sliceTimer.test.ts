import { describe, expect, it } from "vitest";
import { SliceTimer, SnapshotTimer, StepRate } from "../../../src/worker/run/sliceTimer";
import { FakeClock } from "../fakeClock";

describe("a slice of training", () => {
  it("begins with one step, and learns how many fit in ten milliseconds", () => {
    const clock = new FakeClock();
    const timer = new SliceTimer(clock.now);
    const slice = timer.begin();
    expect(slice.steps()).toBe(1);
    clock.advance(2);
    slice.took(1);
    expect(slice.steps()).toBe(4);
    expect(slice.over()).toBe(false);
    clock.advance(8);
    slice.took(4);
    expect(slice.over()).toBe(true);
    expect(timer.begin().steps()).toBe(5);
  });

  it("has one step at least, however long a step takes", () => {
    const clock = new FakeClock();
    const timer = new SliceTimer(clock.now);
    const slice = timer.begin();
    clock.advance(500);
    slice.took(1);
    expect(slice.over()).toBe(true);
    expect(timer.begin().steps()).toBe(1);
  });

  it("is one call where a call is a round trip, with at most four times the steps of the last", () => {
    const clock = new FakeClock();
    const timer = new SliceTimer(clock.now, { ms: 50, oneCall: true, firstSteps: 3 });
    const first = timer.begin();
    expect(timer.notBefore).toBe(50);
    expect(first.steps()).toBe(3);
    clock.advance(6);
    first.took(3);
    expect(first.over()).toBe(true);
    clock.advance(44);
    const second = timer.begin();
    expect(second.steps()).toBe(12);
    clock.advance(12);
    second.took(12);
    // A step of the longer call took half as long, which stays.
    expect(timer.begin().steps()).toBe(48);
  });
});

describe("pictures of a run", () => {
  it("come at most every 16 ms, and take a quarter of the time at most", () => {
    const clock = new FakeClock();
    const timer = new SnapshotTimer(clock.now);
    const picture = (ms: number) => {
      const timed = timer.begin();
      clock.advance(ms);
      timed.end();
    };
    expect(timer.due()).toBe(true);
    picture(1);
    clock.advance(14);
    expect(timer.due()).toBe(false);
    clock.advance(1);
    expect(timer.due()).toBe(true);
    picture(30);
    clock.advance(89);
    expect(timer.due()).toBe(false);
    clock.advance(1);
    expect(timer.due()).toBe(true);
  });
});

describe("the steps per second", () => {
  it("are those of the last half second, and none while nothing runs", () => {
    const clock = new FakeClock();
    const rate = new StepRate(clock.now);
    expect(rate.at(5)).toBe(0);
    rate.restart(0);
    for (let step = 10; step <= 100; step += 10) {
      clock.advance(100);
      expect(rate.at(step)).toBeCloseTo(100, 9);
    }
    for (let step = 130; step <= 400; step += 30) {
      clock.advance(100);
      rate.at(step);
    }
    clock.advance(100);
    expect(rate.at(430)).toBeCloseTo(300, 9);
    rate.stop();
    expect(rate.at(430)).toBe(0);
  });
});

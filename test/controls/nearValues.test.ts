import { describe, expect, it } from "vitest";
import { type Ladder, nearValues, nudgeLadder, trackLadder } from "../../src/controls/nearValues";
import { fromTrack, type NumberRange, nudge, toTrack } from "../../src/controls/numberRange";

const linear: NumberRange = { min: 0, max: 5, step: 0.05 };
const log: NumberRange = { min: 0, max: 1, step: 1e-5, scale: "log" };
const near = (value: number, stride: number, ladder: Ladder = nudgeLadder(linear)) =>
  nearValues(value, stride, [], ladder);

describe("the values near a value", () => {
  it("lie in the direction of the last move first, within the range, each once", () => {
    expect(near(2, 1).slice(0, 6)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 2.2]);
    expect(near(2, -1).slice(0, 6)).toEqual([1.95, 1.9, 2.05, 1.85, 2.1, 1.8]);
    expect(near(5, 1).slice(0, 2)).toEqual([4.95, 4.9]);
    expect(near(0.05, -1).slice(0, 3)).toEqual([0, 0.1, 0.15]);
    const whole = nudgeLadder({ min: 1, max: 64, step: 1, scale: "log", whole: true });
    expect(near(4, 1, whole).slice(0, 3)).toEqual([5, 3, 6]);
    for (const values of [near(2, 1), near(0.05, -9), near(5, 7)]) {
      expect(new Set(values).size).toBe(values.length);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(5);
    }
  });

  it("are as far on as a hand went that leaps, and about as far", () => {
    expect(near(3, -7).slice(0, 4)).toEqual([2.65, 2.7, 2.6, 2.95]);
    expect(near(3, 7).slice(0, 4)).toEqual([3.35, 3.3, 3.4, 3.05]);
    expect(near(3, 2)[0]).toBe(3.05);
  });

  it("leave none out that a leap comes to, from near to far, and none of the marked", () => {
    const all = nearValues(2, 1, [0, 2, 0.4, 5], nudgeLadder(linear));
    for (let steps = 1; steps <= 32; steps++) {
      expect(all).toContain(nudge(2, steps, linear));
      expect(all).toContain(nudge(2, -steps, linear));
    }
    expect(all.slice(6, 9)).toEqual([0, 0.4, 5]);
    expect(all.indexOf(2.5)).toBeLessThan(all.indexOf(3));
  });
});

describe("the places of a logarithmic track", () => {
  const ladder = trackLadder(log, [0.0033]);

  it("are those a thumb can be dragged to, the landmark where it would snap", () => {
    const start = 0.003;
    const places = Array.from({ length: 9 }, (_, k) => Math.round(toTrack(start, log)) + k - 4);
    const dragged = places.map((place) => fromTrack(place, log, [0.0033])).filter((value) => value !== start);
    expect(near(start, 1, ladder)).toEqual(expect.arrayContaining([...new Set(dragged)]));
    expect(near(start, 1, ladder)).toContain(0.0033);
  });

  it("are counted as far as they lie apart", () => {
    for (const ladder of [trackLadder(log, []), nudgeLadder(log), nudgeLadder(linear)]) {
      const [from, steps] = [0.1, 4];
      expect(ladder.stepsBetween(from, ladder.stepped(from, steps))).toBeCloseTo(steps, 0);
      expect(ladder.stepsBetween(ladder.stepped(from, steps), from)).toBeCloseTo(-steps, 0);
    }
  });
});

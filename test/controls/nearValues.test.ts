import { describe, expect, it } from "vitest";
import { nearValues, type Reach } from "../../src/controls/nearValues";
import { fromTrack, type NumberRange, nudge, toTrack } from "../../src/controls/numberRange";

const linear: NumberRange = { min: 0, max: 5, step: 0.05 };
const log: NumberRange = { min: 0, max: 1, step: 1e-5, scale: "log" };
const byKeys = (value: number, before: number | null, range = linear, marked: readonly number[] = []) =>
  nearValues(value, before, { range, marked }, "keys");

describe("the values near a value", () => {
  it("lie in the direction of the last move first, within the range, each once", () => {
    expect(byKeys(2, null).slice(0, 6)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 2.2]);
    expect(byKeys(2, 1.95).slice(0, 6)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 2.2]);
    expect(byKeys(2, 2.05).slice(0, 6)).toEqual([1.95, 1.9, 2.05, 1.85, 2.1, 1.8]);
    expect(byKeys(2, 2.01).slice(0, 2)).toEqual([1.95, 1.9]);
    expect(byKeys(3e-6, 0, log).slice(0, 2)).toEqual([1e-5, 1.1e-5]);
    expect(byKeys(1e-6, 5e-6, log)).toContain(0);
    expect(byKeys(5, null).slice(0, 2)).toEqual([4.95, 4.9]);
    expect(byKeys(0.05, 0.1).slice(0, 3)).toEqual([0, 0.1, 0.15]);
    expect(byKeys(4, null, { min: 1, max: 64, step: 1, scale: "log", whole: true }).slice(0, 3)).toEqual([5, 3, 6]);
    for (const values of [byKeys(2, null), byKeys(0.05, 0.5), byKeys(5, 4.65)]) {
      expect(new Set(values).size).toBe(values.length);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(5);
    }
  });

  it("are as far on as a hand went that leaps, and about as far", () => {
    expect(byKeys(3, 3.35).slice(0, 4)).toEqual([2.65, 2.7, 2.6, 2.95]);
    expect(byKeys(3, 2.65).slice(0, 4)).toEqual([3.35, 3.3, 3.4, 3.05]);
    expect(byKeys(3, 2.9)[0]).toBe(3.05);
    expect(byKeys(0.01, 0.1, log).slice(0, 3)).toEqual([0.001, 0.0011, 0.00089]);
  });

  it("leave none out that a leap comes to, from near to far, and none of the marked", () => {
    const all = byKeys(2, null, linear, [0, 2, 0.4, 5]);
    for (let steps = 1; steps <= 32; steps++) {
      expect(all).toContain(nudge(2, steps, linear));
      expect(all).toContain(nudge(2, -steps, linear));
    }
    expect(all.slice(6, 9)).toEqual([0, 0.4, 5]);
    expect(all.indexOf(2.5)).toBeLessThan(all.indexOf(3));
  });

  it("are for a thumb on a logarithmic track the places it can be dragged to, landmarks where it would snap", () => {
    const [start, landmarks] = [0.003, [0.00333]];
    const reach: Reach = { range: log, landmarks, marked: [] };
    const places = Array.from({ length: 9 }, (_, k) => Math.round(toTrack(start, log)) + k - 4);
    const dragged = places.map((place) => fromTrack(place, log, landmarks)).filter((value) => value !== start);
    expect(dragged).toContain(0.00333);
    const all = nearValues(start, null, reach, "pointer");
    expect(all).toEqual(expect.arrayContaining(dragged));
    // On at its speed: a tenth of a decade.
    const on = nearValues(0.01, 0.01 * 10 ** -0.1, reach, "pointer")[0]!;
    expect(on).toBe(fromTrack(toTrack(0.01, log) + 10, log));
    // Without a thumb a pointer goes in the steps of keys.
    expect(nearValues(start, null, { range: log, marked: [] }, "pointer")).toEqual(byKeys(start, null, log));
  });
});

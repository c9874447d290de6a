import { describe, expect, it } from "vitest";
import { likelyNextValues, type SliderStops } from "../../src/controls/likelyNextValues";
import { fromTrack, type NumberRange, nudge, toTrack } from "../../src/controls/numberRange";

const linear: NumberRange = { min: 0, max: 5, step: 0.05 };
const log: NumberRange = { min: 0, max: 1, step: 1e-5, scale: "log" };
const byKeys = (value: number, before: number | null, range = linear) =>
  likelyNextValues(value, before, { range }, "keys");

describe("the likely next values", () => {
  it("are up to three neighbours on each side, first those towards which the last change went", () => {
    expect(byKeys(2, null)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 1.85]);
    expect(byKeys(2, 1.95)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 1.85]);
    expect(byKeys(2, 2.05)).toEqual([1.95, 1.9, 2.05, 1.85, 2.1, 2.15]);
  });

  it("are as far apart as the last change went", () => {
    expect(byKeys(3, 2.5)).toEqual([3.5, 4, 2.5, 4.5, 2, 1.5]);
    expect(byKeys(3, 3.35)).toEqual([2.65, 2.3, 3.35, 1.95, 3.7, 4.05]);
    expect(byKeys(0.01, 0.1, log).slice(0, 2)).toEqual([0.001, 0.0001]);
  });

  it("are at least a step apart from an off-grid value", () => {
    expect(byKeys(2, 2.01).slice(0, 2)).toEqual([1.95, 1.9]);
    expect(byKeys(2.01, 2).slice(0, 2)).toEqual([2.05, 2.1]);
  });

  it("stay within the range, and each is given once", () => {
    expect(byKeys(5, null)).toEqual([4.95, 4.9, 4.85]);
    expect(byKeys(0.05, 0.1)).toEqual([0, 0.1, 0.15, 0.2]);
    expect(byKeys(1e-6, 5e-6, log)).toEqual([0, 1e-5, 1.1e-5, 1.3e-5]);
    const whole: NumberRange = { min: 1, max: 64, step: 1, scale: "log", whole: true };
    expect(byKeys(4, null, whole)).toEqual([5, 3, 6]);
  });

  it("are for a thumb on a log track its next places, landmarks where it would snap", () => {
    const [start, landmarks] = [0.003, [0.00333]];
    const stops: SliderStops = { range: log, landmarks };
    const places = [-3, -2, -1, 1, 2, 3].map((steps) => Math.round(toTrack(start, log)) + steps);
    const dragged = new Set(places.map((place) => fromTrack(place, log, landmarks)));
    const values = likelyNextValues(start, null, stops, "pointer");
    expect(new Set(values)).toEqual(new Set([...dragged].filter((value) => value !== start)));
    // On at its speed: a tenth of a decade.
    const [next] = likelyNextValues(0.01, 0.01 * 10 ** -0.1, stops, "pointer");
    expect(next).toBe(fromTrack(toTrack(0.01, log) + 10, log));
  });

  it("are the steps of keys for a pointer without a thumb", () => {
    expect(likelyNextValues(0.003, null, { range: log }, "pointer")).toEqual(byKeys(0.003, null, log));
    expect(byKeys(0.003, null, log)[0]).toBe(nudge(0.003, 1, log));
  });
});

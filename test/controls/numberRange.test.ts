import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decimalsOf,
  fromTrack,
  type NumberRange,
  nearestInRange,
  nudge,
  toTrack,
} from "../../src/controls/numberRange";
import { readNumber } from "../../src/controls/readNumber";

const ranges: Record<string, NumberRange> = {
  linear: { min: 0, max: 5, step: 0.05 },
  whole: { min: 1, max: 500_000, step: 1, scale: "log", whole: true },
  negative: { min: -3, max: 3, step: 0.1 },
  log: { min: 1e-5, max: 10, step: 1e-5, scale: "log" },
  "log from zero": { min: 0, max: 1000, step: 1e-6, scale: "log" },
};

describe.each(Object.entries(ranges))("a %s range", (_name, range) => {
  const inside = fc
    .double({ min: range.min, max: range.max, noNaN: true })
    .map((value) => nearestInRange(value, range));

  it("moves strictly up and down until its ends, and never past them", () => {
    fc.assert(
      fc.property(inside, fc.integer({ min: 1, max: 30 }), (value, count) => {
        const up = nudge(value, count, range);
        const down = nudge(value, -count, range);
        if (value < range.max) expect(up).toBeGreaterThan(value);
        if (value > range.min) expect(down).toBeLessThan(value);
        expect(up).toBeLessThanOrEqual(range.max);
        expect(down).toBeGreaterThanOrEqual(range.min);
        if (range.whole) expect(Number.isInteger(up)).toBe(true);
      }),
    );
  });

  it("is crossed from one end to the other by single steps", () => {
    let value = range.min;
    let steps = 0;
    while (value < range.max && steps < 2000) {
      value = nudge(value, 1, range);
      steps++;
    }
    expect(value).toBe(range.max);
    while (value > range.min && steps < 4000) {
      value = nudge(value, -1, range);
      steps++;
    }
    expect(value).toBe(range.min);
  });

  it("has its ends at the track's ends", () => {
    for (const end of [range.min, range.max]) expect(fromTrack(toTrack(end, range), range)).toBe(end);
  });

  it("accepts no typed text that is not a number within it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 30 }), fc.double().map(String), fc.bigInt().map(String)), (text) => {
        const read = readNumber(text, range);
        if (!("value" in read)) return;
        expect(read.value).toBeGreaterThanOrEqual(range.min);
        expect(read.value).toBeLessThanOrEqual(range.max);
        if (range.whole) expect(Number.isInteger(read.value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads the text that it shows back as the same value", () => {
    fc.assert(
      fc.property(inside, (value) => {
        expect(readNumber(String(value), range)).toEqual({ kind: "value", value });
      }),
    );
  });
});

describe("steps", () => {
  it("give values without binary rounding digits", () => {
    expect(nudge(0.1, 1, { min: 0, max: 1, step: 0.1 })).toBe(0.2);
    expect(nudge(0.2, 1, { min: 0, max: 1, step: 0.1 })).toBe(0.3);
    expect(nudge(1.1, 1, { min: 0, max: 5, step: 0.05 })).toBe(1.15);
  });

  it("lead from a value between the steps to the next step", () => {
    expect(nudge(0.9677, 1, { min: 0, max: 1, step: 0.01 })).toBe(0.97);
    expect(nudge(0.9677, -1, { min: 0, max: 1, step: 0.01 })).toBe(0.96);
  });

  it("are round numbers on a log scale", () => {
    const range: NumberRange = { min: 1e-5, max: 10, step: 1e-5, scale: "log" };
    expect([1, 2, 3, 4].map((count) => nudge(0.01, count, range))).toEqual([0.011, 0.013, 0.014, 0.016]);
  });

  it("are round numbers on a log scale that starts at 0, also below its smallest positive step", () => {
    const range: NumberRange = { min: 0, max: 1, step: 1e-5, scale: "log" };
    expect([1, 2, 10].map((count) => nudge(0, count, range))).toEqual([1e-5, 1.1e-5, 2.8e-5]);
  });

  it("know how many decimals their values need", () => {
    expect([1, 100, 0.5, 0.05, 0.001, 1e-6].map(decimalsOf)).toEqual([0, 0, 1, 2, 3, 6]);
  });
});

describe("a typed number", () => {
  const range: NumberRange = { min: -1e9, max: 1e9, step: 1 };
  const wholeRange: NumberRange = { ...range, whole: true };
  it.each([
    ["6 000", 6000],
    ["6\u00a0000", 6000],
    ["1,234,567.5", 1234567.5],
    ["1.234.567,5", 1234567.5],
    ["1,234.5", 1234.5],
    ["1.234,5", 1234.5],
    ["0,5", 0.5],
    ["1,2", 1.2],
    ["12,5000", 12.5],
    ["0,001", 0.001],
    ["0,075", 0.075],
    ["-0,125", -0.125],
    ["0.001", 0.001],
    ["1.500", 1.5],
    ["−2", -2],
    ["+3", 3],
    ["3.", 3],
    ["1E-3", 0.001],
    ["３。５", 3.5],
    ["-1/4", -0.25],
    ["½", 0.5],
    ["1e-50", 0],
  ])("%j is the number %d", (text, value) => {
    expect(readNumber(text, range)).toEqual({ kind: "value", value });
  });

  it.each([
    ["6,000", 6000],
    ["1,234,567", 1234567],
    ["1.234.567", 1234567],
    ["6 000", 6000],
  ])("%j is %d where only whole numbers are allowed", (text, value) => {
    expect(readNumber(text, wholeRange)).toEqual({ kind: "value", value });
  });

  it.each([
    ["1,500", range, 1.5, 1500],
    ["-12,345", range, -12.345, -12345],
    ["1.500", wholeRange, 1500, 1.5],
    ["+123.456", wholeRange, 123456, 123.456],
  ])("%j has a second reading, which is told", (text, within, value, otherwise) => {
    expect(readNumber(text, within)).toEqual({ kind: "value", value, otherwise });
  });

  it.each(["0,001", "0.001", "0,500", "00,100"])("a leading 0 is never a group of thousands: %j", (text) => {
    expect(readNumber(text, wholeRange)).toEqual({
      kind: "rounded",
      value: Math.round(Number(text.replace(",", "."))),
    });
  });

  it.each(["1e309", "1,2,3", "1/2/3", "--1", "1e", "e5", "0b1", "0x1F", "∞", "一", "1..2", "+", "/", "1/", "NaN"])(
    "%j is not a number",
    (text) => {
      expect(readNumber(text, range)).toEqual({ kind: "notANumber" });
    },
  );

  it.each(["", "   ", "\u00a0"])("%j is empty", (text) => {
    expect(readNumber(text, range)).toEqual({ kind: "empty" });
  });
});

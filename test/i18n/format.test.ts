import { describe, expect, it } from "vitest";
import { numberFormats } from "../../src/i18n/format";

describe.each(["en", "zh-Hans"] as const)("numbers in %s", (locale) => {
  const formats = numberFormats(locale);

  it("have digit groups, fixed decimals and a real minus sign", () => {
    expect(formats.integer(6000)).toBe("6,000");
    expect(formats.integer(-1)).toBe("−1");
    expect(formats.fixed(2, 2)).toBe("2.00");
    expect(formats.decimal(0.5, 3)).toBe("0.5");
    expect(formats.percent(0.125, 1)).toBe("12.5%");
    expect(formats.percent(0.7)).toBe("70%");
  });

  it("have no zero before the decimal point in charts", () => {
    expect(formats.bare(0.5, 3)).toBe(".500");
    expect(formats.bare(-0.25, 2)).toBe("−.25");
    expect(formats.bare(1, 3)).toBe("1.000");
    expect(formats.bare(10.5, 1)).toBe("10.5");
    expect(formats.tick(0.75, 2)).toBe(".75");
    expect(formats.tick(0, 2)).toBe("0");
    expect(formats.tick(1, 2)).toBe("1");
  });

  it("keep their significant digits from tiny to huge", () => {
    expect(formats.significant(0.000123, 3)).toBe("0.000123");
    expect(formats.significant(17_612, 3)).toBe("17,600");
    expect(formats.significant(1.2e-8, 2)).toBe("1.2e−8");
    expect(formats.significant(0, 3)).toBe("0");
  });

  it("are a dash if they are not numbers, and never −0", () => {
    expect(formats.fixed(Number.NaN, 2)).toBe("–");
    expect(formats.fixed(-0.001, 2)).toBe("0.00");
    expect(formats.integer(Number.POSITIVE_INFINITY)).toBe("∞");
  });

  it("use one set of formatters for each locale", () => {
    expect(numberFormats(locale)).toBe(formats);
  });
});

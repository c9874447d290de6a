import fc from "fast-check";
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

  it("that were set look like 0 or like rounder numbers only if they are", () => {
    expect(formats.setting(1e-6, 1)).toBe("1e−6");
    expect(formats.setting(0.00015, 1)).toBe("0.00015");
    expect(formats.setting(0, 1)).toBe("0.0");
    expect(formats.setting(2, 2)).toBe("2.00");
    expect(formats.setting(0.5, 1)).toBe("0.5");
    expect(formats.setting(0.075, 2)).toBe("0.075");
    expect(formats.setting(30 / 31, 2)).toBe("0.9677");
    expect(formats.setting(0.99996, 2)).toBe("0.99996");
    expect(formats.setting(0.99999999, 2)).toBe("0.99999999");
    expect(formats.setting(-1e-7, 2)).toBe("−1e−7");
    expect(formats.shortSetting(30 / 31)).toBe(".9677");
    expect(formats.shortSetting(2)).toBe("2");
    expect(formats.shortSetting(0.25)).toBe(".25");
    expect(formats.shortSetting(1e-6)).toBe("1e−6");
    expect(formats.shortSetting(Number.NaN)).toBe("–");
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          for (const text of [formats.setting(value, decimals), formats.shortSetting(value)]) {
            const read = Number(text.replaceAll("−", "-").replaceAll(",", ""));
            expect(Math.abs(read - value)).toBeLessThanOrEqual(5e-4 * Math.abs(value));
          }
        },
      ),
    );
  });

  it("of any size are short", () => {
    // A sign, 12 digits with their commas, a point and 4 decimals.
    const longest = 22;
    expect(formats.fixed(1e308, 2)).toBe("1e308");
    expect(formats.integer(-1.5e39)).toBe("−1.5e39");
    expect(formats.integer(2 ** 32 - 1)).toBe("4,294,967,295");
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 4 }), (value, decimals) => {
        const written = [formats.fixed, formats.decimal, formats.bare, formats.tick, formats.percent, formats.setting];
        for (const write of written) expect(write(value, decimals).length).toBeLessThanOrEqual(longest);
        for (const write of [formats.integer, formats.shortSetting]) {
          expect(write(value).length).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });

  it("are written as Intl writes them, but for numbers half-way between two", () => {
    const number = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    );
    const isHalfway = (scaled: number) => Math.abs(Math.abs(scaled % 1) - 0.5) < 1e-6;
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const options = { signDisplay: "negative", maximumFractionDigits: digits } as const;
        const intl = (more: Intl.NumberFormatOptions) =>
          new Intl.NumberFormat(locale, { ...options, ...more }).format(value).replaceAll("-", "−");
        if (!isHalfway(value * 10 ** digits)) {
          expect(formats.decimal(value, digits)).toBe(intl({}));
          expect(formats.fixed(value, digits)).toBe(intl({ minimumFractionDigits: digits }));
        }
        const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
        if (Math.abs(value) > 1e-5 && !isHalfway(value * 10 ** (digits - size))) {
          const { signDisplay } = options;
          const expected = new Intl.NumberFormat(locale, { signDisplay, maximumSignificantDigits: digits + 1 });
          expect(formats.significant(value, digits + 1)).toBe(expected.format(value).replaceAll("-", "−"));
        }
      }),
    );
  });
});

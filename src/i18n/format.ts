import type { Locale } from "./catalogue";

/**
 * Numbers in the reader's locale, with a real minus sign. NaN is "–". A number that would take many
 * digits before the point has an exponent instead, whatever the format. Formatters are created once
 * per locale and kind, because creating an Intl.NumberFormat costs far more than using it.
 */
export interface NumberFormats {
  readonly locale: Locale;
  /** 6,000 */
  integer(value: number): string;
  /** Exactly this many decimals: 2.00 */
  fixed(value: number, decimals: number): string;
  /** At most this many decimals, without trailing zeros: 0.5 */
  decimal(value: number, maxDecimals: number): string;
  /**
   * A number that somebody has set: at least this many decimals, and more where they would hide
   * what was set. It looks like 0, or like a rounder number, only if it is: 2.00, 0.9677, 1e−6
   */
  setting(value: number, decimals: number): string;
  /** As `setting`, without trailing zeros and without the zero before the point: 2, .9677, 1e−6 */
  shortSetting(value: number): string;
  /** A share from 0 to 1 as a percentage: 12.5% */
  percent(value: number, decimals?: number): string;
  /** At most this many significant digits, with an exponent if that is shorter: 0.000123, 1.2e9 */
  significant(value: number, digits: number): string;
  /**
   * As `fixed`, without the zero before the point: .750. For charts and metrics between 0 and 1.
   */
  bare(value: number, decimals: number): string;
  /** As `decimal`, without the zero before the point: .75, .5, 0, 1. For axes. */
  tick(value: number, maxDecimals: number): string;
}

const cache = new Map<Locale, NumberFormats>();

export function numberFormats(locale: Locale): NumberFormats {
  let formats = cache.get(locale);
  if (formats === undefined) {
    formats = makeFormats(locale);
    cache.set(locale, formats);
  }
  return formats;
}

/**
 * Whole numbers, and numbers with decimals, of this size and above are written with an exponent.
 */
const LARGEST_WHOLE = 1e12;
const LARGEST_WITH_DECIMALS = 1e9;
const DIGITS_OF_LARGE = 4;

function makeFormats(locale: Locale): NumberFormats {
  const formatters = new Map<string, Intl.NumberFormat>();
  const write = (value: number, kind: string, options: Intl.NumberFormatOptions): string => {
    if (Number.isNaN(value)) return "–";
    let formatter = formatters.get(kind);
    if (formatter === undefined) {
      // "negative" instead of "auto": a rounded −0.001 is 0.00, not −0.00.
      formatter = new Intl.NumberFormat(locale, { signDisplay: "negative", ...options });
      formatters.set(kind, formatter);
    }
    return formatter.format(value).replaceAll("-", "−");
  };
  const significant = (value: number, digits: number) => {
    const size = Math.abs(value);
    const scientific = size >= LARGEST_WITH_DECIMALS || (size > 0 && size < 1e-5);
    const text = write(value, `${scientific ? "e" : "s"}${digits}`, {
      maximumSignificantDigits: digits,
      ...(scientific && { notation: "scientific" }),
    });
    // A small e, as programmers write it and Python parses it.
    return text.replace("E", "e");
  };
  const isTooLong = (value: number, decimals: number) =>
    Math.abs(value) >= (decimals === 0 ? LARGEST_WHOLE : LARGEST_WITH_DECIMALS);
  const fixed = (value: number, decimals: number) =>
    isTooLong(value, decimals)
      ? significant(value, DIGITS_OF_LARGE)
      : write(value, `f${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const decimal = (value: number, maxDecimals: number) =>
    isTooLong(value, maxDecimals)
      ? significant(value, DIGITS_OF_LARGE)
      : write(value, `d${maxDecimals}`, { maximumFractionDigits: maxDecimals });
  return {
    locale,
    integer: (value) => decimal(value, 0),
    fixed,
    decimal,
    setting: (value, decimals) => {
      const { kind, digits } = digitsToTell(value, decimals);
      return kind === "decimals" ? fixed(value, digits) : significant(value, digits);
    },
    shortSetting: (value) => {
      const { kind, digits } = digitsToTell(value, 0);
      return withoutLeadingZero(kind === "decimals" ? decimal(value, digits) : significant(value, digits));
    },
    percent: (value, decimals = 0) =>
      isTooLong(100 * value, decimals)
        ? `${significant(100 * value, DIGITS_OF_LARGE)}%`
        : write(value, `p${decimals}`, {
            style: "percent",
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }),
    significant,
    bare: (value, decimals) => withoutLeadingZero(fixed(value, decimals)),
    tick: (value, maxDecimals) => withoutLeadingZero(decimal(value, maxDecimals)),
  };
}

const MOST_DECIMALS = 4;
const MOST_DIGITS = 12;
/** Three digits are right. */
const CLOSE = 5e-4;

/**
 * How many decimals, or if those do not do how many significant digits, tell a number from the
 * rounder one next to it.
 */
function digitsToTell(value: number, decimals: number): { kind: "decimals" | "significant"; digits: number } {
  const isClose = (written: number) => Math.abs(written - value) <= CLOSE * Math.abs(value);
  const isExact = (written: number) => Math.abs(written - value) <= 1e-12 * Math.abs(value);
  const rounder = Number(value.toFixed(Math.min(decimals, 2)));
  const tells = (written: number) => isExact(written) || (isClose(written) && written !== rounder);
  const most = Math.max(decimals, MOST_DECIMALS);
  for (let digits = decimals; digits <= most; digits++) {
    if (isExact(Number(value.toFixed(digits)))) return { kind: "decimals", digits };
  }
  if (tells(Number(value.toFixed(most)))) return { kind: "decimals", digits: most };
  for (let digits = 3; digits < MOST_DIGITS; digits++) {
    if (tells(Number(value.toPrecision(digits)))) return { kind: "significant", digits };
  }
  return { kind: "significant", digits: MOST_DIGITS };
}

function withoutLeadingZero(text: string): string {
  return text.replace(/^(−?)0(?=\.)/, "$1");
}

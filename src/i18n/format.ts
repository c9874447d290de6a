import type { Locale } from "./catalogue";

/**
 * Numbers as readers of English and Chinese write them, with groups of three digits, a point and a
 * real minus sign, rounded as Python rounds what it prints. NaN is "–". A number that would take
 * many digits before the point has an exponent instead, whatever the format.
 *
 * Not by Intl.NumberFormat: the first one that a page creates takes 30 to 130 ms on a laptop,
 * before anything is shown.
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

/**
 * Whole numbers, and numbers with decimals, of this size and above are written with an exponent.
 */
const LARGEST_WHOLE = 1e12;
const LARGEST_WITH_DECIMALS = 1e9;
/** Positive numbers below are written with an exponent where significant digits are asked for. */
const SMALLEST_PLAIN = 1e-5;
const DIGITS_OF_LARGE = 4;

const isTooLong = (value: number, decimals: number) =>
  Math.abs(value) >= (decimals === 0 ? LARGEST_WHOLE : LARGEST_WITH_DECIMALS);

function integer(value: number): string {
  return decimal(value, 0);
}

function fixed(value: number, decimals: number): string {
  return isTooLong(value, decimals)
    ? significant(value, DIGITS_OF_LARGE)
    : written(value, grouped(Math.abs(value).toFixed(decimals)));
}

function decimal(value: number, maxDecimals: number): string {
  return isTooLong(value, maxDecimals)
    ? significant(value, DIGITS_OF_LARGE)
    : written(value, grouped(withoutTrailingZeros(Math.abs(value).toFixed(maxDecimals))));
}

function significant(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size >= LARGEST_WITH_DECIMALS || (size > 0 && size < SMALLEST_PLAIN)) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split("e");
    if (exponent === undefined) return written(value, "∞");
    // A small e, as programmers write it and Python parses it.
    return written(value, `${withoutTrailingZeros(mantissa!)}e${exponent.replace("+", "").replace("-", "−")}`);
  }
  const rounded = Number(size.toPrecision(digits));
  return written(value, grouped(withoutTrailingZeros(rounded.toFixed(decimalsOf(rounded, digits)))));
}

/** How many decimals a number needs for so many significant digits. */
function decimalsOf(size: number, digits: number): number {
  const before = size === 0 ? 1 : Math.floor(Math.log10(size)) + 1;
  return Math.max(0, digits - before);
}

function setting(value: number, decimals: number): string {
  const { kind, digits } = digitsToTell(value, decimals);
  return kind === "decimals" ? fixed(value, digits) : significant(value, digits);
}

function shortSetting(value: number): string {
  const { kind, digits } = digitsToTell(value, 0);
  return withoutLeadingZero(kind === "decimals" ? decimal(value, digits) : significant(value, digits));
}

const formats: Omit<NumberFormats, "locale"> = {
  ...{ integer, fixed, decimal, setting, shortSetting, significant },
  percent: (value, decimals = 0) => `${fixed(100 * value, decimals)}%`,
  bare: (value, decimals) => withoutLeadingZero(fixed(value, decimals)),
  tick: (value, maxDecimals) => withoutLeadingZero(decimal(value, maxDecimals)),
};

const byLocale: Readonly<Record<Locale, NumberFormats>> = {
  en: { locale: "en", ...formats },
  "zh-Hans": { locale: "zh-Hans", ...formats },
};

export function numberFormats(locale: Locale): NumberFormats {
  return byLocale[locale];
}

/** The digits of a number's size with its sign, which a number that is written as 0 has not. */
function written(value: number, digits: string): string {
  if (Number.isNaN(value)) return "–";
  return value < 0 && /[1-9∞]/.test(digits) ? `−${digits}` : digits;
}

/** 6,000 */
function grouped(digits: string): string {
  const [whole, decimals] = digits.split(".");
  const groups = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
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

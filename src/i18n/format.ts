import type { Locale } from "./catalogue";

/**
 * Numbers in the reader's locale, with a real minus sign. Non-finite numbers are "–". Formatters
 * are created once per locale and kind, because creating an Intl.NumberFormat costs far more than
 * using it.
 */
export interface NumberFormats {
  readonly locale: Locale;
  /** 6,000 */
  integer(value: number): string;
  /** Exactly this many decimals: 2.00 */
  fixed(value: number, decimals: number): string;
  /** At most this many decimals, without trailing zeros: 0.5 */
  decimal(value: number, maxDecimals: number): string;
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
    return formatter.format(value).replace("-", "−");
  };
  const fixed = (value: number, decimals: number) =>
    write(value, `f${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const decimal = (value: number, maxDecimals: number) =>
    write(value, `d${maxDecimals}`, { maximumFractionDigits: maxDecimals });
  return {
    locale,
    integer: (value) => decimal(value, 0),
    fixed,
    decimal,
    percent: (value, decimals = 0) =>
      write(value, `p${decimals}`, {
        style: "percent",
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
    significant: (value, digits) => {
      const size = Math.abs(value);
      const scientific = size >= 1e9 || (size > 0 && size < 1e-5);
      const text = write(value, `${scientific ? "e" : "s"}${digits}`, {
        maximumSignificantDigits: digits,
        ...(scientific && { notation: "scientific" }),
      });
      // As programmers write it and Python parses it.
      return text.replace("E", "e");
    },
    bare: (value, decimals) => withoutLeadingZero(fixed(value, decimals)),
    tick: (value, maxDecimals) => withoutLeadingZero(decimal(value, maxDecimals)),
  };
}

function withoutLeadingZero(text: string): string {
  return text.replace(/^(−?)0(?=\.)/, "$1");
}

import type { NumberFormats } from "../../i18n";

/** Beyond these a ratio only says "far more" or "far less", and its digits say nothing. */
const MOST = 1000;

/**
 * How many times as large something is: "3.2", or "> 1,000" and "< 0.001" where the number would
 * not tell more. A dash where nothing is compared with nothing.
 */
export function boundedRatio(ratio: number, digits: number, format: NumberFormats): string {
  if (ratio > MOST) return `> ${format.integer(MOST)}`;
  if (ratio > 0 && ratio < 1 / MOST) return `< ${format.decimal(1 / MOST, 3)}`;
  return Number.isNaN(ratio) ? "–" : format.significant(ratio, digits);
}

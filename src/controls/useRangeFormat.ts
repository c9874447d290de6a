import { useFormat } from "../i18n";
import { decimalsOf, type NumberRange } from "./numberRange";

/**
 * The format of a range's values: the step's number of decimals, and more only for values off the
 * steps' grid.
 */
export function useRangeFormat(range: NumberRange, percent = false): (value: number) => string {
  const formats = useFormat();
  if (percent) {
    const decimals = Math.max(0, decimalsOf(range.step) - 2);
    return (value) => formats.percent(value, Math.max(decimals, decimalsOf(Number((100 * value).toFixed(2)))));
  }
  if (range.whole) return formats.integer;
  if (range.scale === "log") return (value) => formats.significant(value, 3);
  const decimals = decimalsOf(range.step);
  return (value) => formats.setting(value, decimals);
}

/** For the ends of a range, without trailing zeros: "5", not "5.00". */
export function withoutTrailingZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=\D*$)/, "$1").replace(/\.(?=\D*$)/, "");
}

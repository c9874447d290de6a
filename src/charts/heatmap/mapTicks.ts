import { textWidthPx } from "../parts/axis/frame";

/**
 * Indices of the axis values to print: all, or every second, third … so that texts do not touch.
 * The value that is being read (index `read`) is always printed, and others too near to it are not.
 */
export function shownTicks(
  texts: readonly string[],
  cellPx: number,
  textPx: number,
  direction: "along" | "across",
  read: number | undefined,
): number[] {
  const widest = texts.reduce((most, text) => Math.max(most, textWidthPx(text, textPx)), 0);
  const needed = direction === "along" ? widest + textPx * 0.5 : textPx * 1.3;
  const every = Math.max(1, Math.ceil(needed / cellPx));
  return texts.flatMap((_, i) => {
    if (i === read) return [i];
    const nearRead = read !== undefined && Math.abs(i - read) < every;
    return i % every === 0 && !nearRead ? [i] : [];
  });
}

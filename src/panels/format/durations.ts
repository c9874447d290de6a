import type { NumberFormats, Translate } from "../../i18n";

/** An estimated duration, in whole units: "1 s", "12 s", "3 min". */
export function estimateText(ms: number, t: Translate, format: NumberFormats): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 100 ? secondsText(format.integer(seconds), t) : minutesText(seconds, t, format);
}

/** A measured duration: "0.8 s", "12 s", "3 min". */
export function durationText(ms: number, t: Translate, format: NumberFormats): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return secondsText(format.fixed(Math.max(0.1, seconds), 1), t);
  return seconds < 100 ? secondsText(format.integer(seconds), t) : minutesText(seconds, t, format);
}

const secondsText = (seconds: string, t: Translate) => t("duration.seconds", { seconds });
const minutesText = (seconds: number, t: Translate, format: NumberFormats) =>
  t("duration.minutes", { minutes: format.integer(seconds / 60) });

import type { ReactElement } from "react";
import type { NumberFormats, Translate } from "../../i18n";
import { lossWord } from "../format/lossWord";
import type { SlotModel } from "./comparisonModel";

/** "A focal loss": what a slot is called in charts and sentences. */
export function slotName(t: Translate, { letter, definition }: SlotModel): string {
  return `${letter} ${lossWord(t, "short", definition.id)}`;
}

/** "A (focal loss)": the same in a sentence. */
export function slotPhrase(t: Translate, { letter, definition }: SlotModel): string {
  return t("compare.slotPhrase", { letter, loss: lossWord(t, "short", definition.id) });
}

/** Chinese sentences follow one another without a space. */
export function sentenceGap({ locale }: NumberFormats): string {
  return locale === "zh-Hans" ? "" : " ";
}

/** The same with its letter set off. */
export function SlotName({ t, sight }: { t: Translate; sight: SlotModel }): ReactElement {
  return (
    <>
      <b>{sight.letter}</b> {lossWord(t, "short", sight.definition.id)}
    </>
  );
}

/** A difference always says its sign: "+.057", "−.004"; what rounds to nothing has none. */
export function signedText(value: number, format: NumberFormats): string {
  const text = format.bare(value, 3);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** The same for counts. */
export function signedCount(value: number, format: NumberFormats): string {
  return value > 0 ? `+${format.integer(value)}` : format.integer(value);
}

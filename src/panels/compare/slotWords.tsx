import type { ReactElement } from "react";
import type { NumberFormats, Translate } from "../../i18n";
import { lossWord } from "../format/lossWord";
import type { SlotModel } from "./comparisonModel";

/** "A focal loss": a slot's name in charts. */
export function slotName(t: Translate, { letter, definition }: SlotModel): string {
  return `${letter} ${lossWord(t, "short", definition.id)}`;
}

/** "A (focal loss)": a slot's name in sentences. */
export function slotPhrase(t: Translate, { letter, definition }: SlotModel): string {
  return t("compare.slotPhrase", { letter, loss: lossWord(t, "short", definition.id) });
}

/** The separator between sentences: none in Chinese. */
export function sentenceGap({ locale }: NumberFormats): string {
  return locale === "zh-Hans" ? "" : " ";
}

/** The name of `slotName` with a bold letter. */
export function SlotName({ t, model }: { t: Translate; model: SlotModel }): ReactElement {
  return (
    <>
      <b>{model.letter}</b> <span>{lossWord(t, "short", model.definition.id)}</span>
    </>
  );
}

/** A difference with its sign: "+.057", "−.004"; no sign if it rounds to 0. */
export function signedText(value: number, format: NumberFormats): string {
  const text = format.bare(value, 3);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `signedText` for counts. */
export function signedCount(value: number, format: NumberFormats): string {
  return value > 0 ? `+${format.integer(value)}` : format.integer(value);
}

import { useLingui } from "@lingui/react";
import { useEffect, useRef, useState } from "react";
import { currentLocale, type Locale } from "./catalogue";
import type en from "./notes/en.json";

/**
 * The long texts about losses (src/i18n/notes/*.json), which only the picker's list and the card
 * show: flat keys, plain text with code between backticks, no arguments. They are fetched, in the
 * reader's language only, when one of the two opens.
 *
 * `<id>.detail`, `<id>.when`, `<id>.wrong`, `<id>.keras` and `<id>.parameter.<name>` are about one
 * loss; `card.…`, `kind.…`, `labels.…` and `pitfall.…` are the card's own texts.
 */
export type NoteKey = keyof typeof en;
export type LossNotes = Readonly<Record<string, string | undefined>>;

const notesOf: Readonly<Record<Locale, () => Promise<{ default: LossNotes }>>> = {
  en: () => import("./notes/en.json"),
  "zh-Hans": () => import("./notes/zh-Hans.json"),
};

const loaded = new Map<Locale, LossNotes>();

/** Rejects when the texts cannot be fetched; the next call tries again. */
export async function loadLossNotes(locale: Locale): Promise<LossNotes> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const notes = (await notesOf[locale]()).default;
  loaded.set(locale, notes);
  return notes;
}

/**
 * The notes in the reader's language; null until they have loaded. They load when any caller passes
 * `wanted`. `onFailure` is called if they can't be fetched; a caller without it shows what it has.
 */
export function useLossNotes(wanted = true, onFailure?: () => void): LossNotes | null {
  useLingui();
  const report = useRef(onFailure);
  report.current = onFailure;
  const locale = currentLocale();
  const [, setArrived] = useState(0);
  useEffect(() => {
    if (!wanted || loaded.has(locale)) return;
    let current = true;
    loadLossNotes(locale).then(
      () => {
        if (current) setArrived((count) => count + 1);
      },
      () => {
        if (current) report.current?.();
      },
    );
    return () => {
      current = false;
    };
  }, [wanted, locale]);
  return loaded.get(locale) ?? null;
}

import { type I18n, type Messages, setupI18n } from "@lingui/core";
import en from "./en.json";

/**
 * The texts. English travels with the first chunk, as the language everything falls back to; Chinese is fetched when it is chosen.
 * Catalogues are ICU MessageFormat under flat dotted keys, sorted within sections of one prefix; the build compiles them
 * (scripts/compiledMessages.ts), so what is imported here are Lingui's compiled messages under the same keys.
 */

export type MessageKey = keyof typeof en;
export type Locale = "en" | "zh-Hans";
export const locales: readonly Locale[] = ["en", "zh-Hans"];

/** Values of a message's arguments: text, numbers (for plural and number formats), or a choice's word. */
export type MessageValues = Readonly<Record<string, string | number>>;

export const i18n: I18n = setupI18n({ locale: "en", messages: { en } });

const catalogueOf: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => en,
  "zh-Hans": async () => (await import("./zh-Hans.json")).default,
};

/** Fetches the locale's catalogue if need be, then makes it the one in use. Rejects when the catalogue can't be fetched. */
export async function activateCatalogue(locale: Locale): Promise<void> {
  i18n.loadAndActivate({ locale, messages: await catalogueOf[locale]() });
}

export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text);
}

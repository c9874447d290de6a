import { type I18n, type Messages, setupI18n } from "@lingui/core";
import en from "./en.json";
import type laterEn from "./later/en.json";

/**
 * The texts. English is in the first chunk, because everything falls back to it; Chinese is fetched
 * when it is chosen. Texts that no page shows at first (a loss's own picture, the stability card)
 * are in src/i18n/later and are fetched with the first part that shows them. The catalogues are ICU
 * MessageFormat under flat dotted keys, sorted within sections of one prefix. The build compiles
 * them (scripts/compiledMessages.ts), so what is imported here are Lingui's compiled messages under
 * the same keys.
 */

export type MessageKey = keyof typeof en | keyof typeof laterEn;
export type Locale = "en" | "zh-Hans";
export const locales: readonly Locale[] = ["en", "zh-Hans"];

/**
 * Values of a message's arguments: text, numbers (for plural and number formats), or a choice's
 * keyword.
 */
export type MessageValues = Readonly<Record<string, string | number>>;

export const i18n: I18n = setupI18n({ locale: "en", messages: { en: { ...en } } });

const catalogueOf: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => en,
  "zh-Hans": async () => (await import("./zh-Hans.json")).default,
};

const laterTextsOf: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => (await import("./later/en.json")).default,
  "zh-Hans": async () => (await import("./later/zh-Hans.json")).default,
};

/** All texts in all languages: a text may be searched for in any. */
export function textsOfEveryLocale(): Promise<Messages[]> {
  return Promise.all(locales.flatMap((locale) => [catalogueOf[locale](), laterTextsOf[locale]()]));
}

let laterTexts: Promise<void> | undefined;

/** The locale that was requested last. */
let requested: Locale = "en";

/**
 * Fetches the locale's texts if necessary, then activates them, unless another locale has been
 * requested since. Rejects if they cannot be fetched.
 */
export async function activateCatalogue(locale: Locale): Promise<void> {
  requested = locale;
  const texts = await catalogueOf[locale]();
  const later = laterTexts === undefined ? {} : await laterTextsOf[locale]();
  if (requested !== locale) return;
  i18n.loadAndActivate({ locale, messages: { ...texts, ...later } });
}

/**
 * Fetches the later texts, which then follow the locale like all others. Rejects if they cannot be
 * fetched; the next call tries again.
 */
export function loadLaterTexts(): Promise<void> {
  laterTexts ??= addLaterTexts(currentLocale()).catch((error: unknown) => {
    laterTexts = undefined;
    throw error;
  });
  return laterTexts;
}

async function addLaterTexts(locale: Locale): Promise<void> {
  i18n.load(locale, await laterTextsOf[locale]());
}

/** Loads a module together with the later texts that it shows. */
export async function withLaterTexts<Module>(module: Promise<Module>): Promise<Module> {
  const [loaded] = await Promise.all([module, loadLaterTexts()]);
  return loaded;
}

/** Calls whenever other texts have been activated. Returns what ends that. */
export function onLocaleChange(listener: () => void): () => void {
  return i18n.on("change", listener);
}

export function currentLocale(): Locale {
  return locales.find((locale) => locale === i18n.locale) ?? "en";
}

/** Whether the texts that are loaded hold this key. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(i18n.messages, text);
}

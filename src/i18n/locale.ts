import { activateCatalogue, currentLocale, type Locale, locales } from "./catalogue";

const storageKey = "losscope.locale";

/**
 * The reader's earlier choice, else the first of the browser's languages that is available, else
 * English. Any Chinese is 简体中文.
 */
export function chooseLocale(stored: string | null, languages: readonly string[]): Locale {
  const known = locales.find((locale) => locale === stored);
  if (known !== undefined) return known;
  for (const language of languages) {
    const primary = language.toLowerCase().split("-")[0];
    if (primary === "zh") return "zh-Hans";
    if (primary === "en") return "en";
  }
  return "en";
}

/** The locale that the reader has chosen, or the browser for them. */
export function ownLocale(): Locale {
  return chooseLocale(readStoredLocale(), navigator.languages);
}

/**
 * Call once, before the first render: loads the texts of this locale. English remains if they
 * cannot be fetched.
 */
export async function startLocale(locale: Locale = ownLocale()): Promise<Locale> {
  try {
    await showLocale(locale);
  } catch {
    await showLocale("en");
  }
  return currentLocale();
}

/**
 * Sets the reader's own choice: takes effect at once and is kept for the next visit. Rejects, with
 * nothing changed, if its texts cannot be fetched.
 */
export async function switchLocale(locale: Locale): Promise<void> {
  await showLocale(locale);
  if (currentLocale() !== locale) return;
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Storage may be disabled or full; the choice then lasts for this visit.
  }
}

/** Shows the page in this locale for now; the next visit is in the reader's own again. */
export async function showLocale(locale: Locale): Promise<void> {
  await activateCatalogue(locale);
  document.documentElement.lang = currentLocale();
}

function readStoredLocale(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export {
  currentLocale,
  isMessageKey,
  type Locale,
  loadLaterTexts,
  locales,
  type MessageKey,
  type MessageValues,
  onLocaleChange,
  withLaterTexts,
} from "./catalogue";
export { type NumberFormats, numberFormats } from "./format";
export { ownLocale, showLocale, startLocale, switchLocale } from "./locale";
export { type NamesInEveryLanguage, useNamesInEveryLanguage } from "./lossNames";
export { type LossNotes, loadLossNotes, type NoteKey, useLossNotes } from "./lossNotes";
export { LocaleProvider, Rich, type RichProps, type Translate, useFormat, useTranslate } from "./translate";

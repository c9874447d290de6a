import { I18nProvider, Trans, useLingui } from "@lingui/react";
import { type ReactElement, type ReactNode, useMemo } from "react";
import { currentLocale, i18n, type MessageKey, type MessageValues } from "./catalogue";
import { type NumberFormats, numberFormats } from "./format";

export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Wraps the app; everything below renders again when the locale changes. */
export function LocaleProvider({ children }: { children: ReactNode }): ReactElement {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>;
}

/** `t("run.train")`: the text of a key in the current locale. */
export function useTranslate(): Translate {
  const context = useLingui();
  // The context object changes with each change of locale, and only then, so `t` can be in
  // dependency lists.
  return useMemo<Translate>(() => (key, values) => context.i18n._(key, values), [context]);
}

/** Number formats of the current locale. */
export function useFormat(): NumberFormats {
  useLingui();
  return numberFormats(currentLocale());
}

export interface RichProps {
  id: MessageKey;
  values?: Readonly<Record<string, string | number | ReactElement>>;
  /** The elements for the message's tags, `<0>…</0>` or `<rings/>`, by number or name. */
  components?: Readonly<Record<string, ReactElement>>;
}

/**
 * A text that contains elements: controls in a sentence, emphasis, links. The message places them;
 * their order may differ by language.
 */
export function Rich({ id, values, components }: RichProps): ReactElement {
  return (
    <Trans id={id} {...(values && { values: { ...values } })} {...(components && { components: { ...components } })} />
  );
}

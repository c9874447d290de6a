import { I18nProvider, useLingui } from "@lingui/react";
import { cloneElement, type ReactElement, type ReactNode, useMemo } from "react";
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

/** An element with its content, `<0>…</0>`, or without, `<rings/>`. */
const TAG = /<(\w+)>(.*?)<\/\1>|<(\w+)\/>/s;

/**
 * Punctuation that no line begins with; after a control the browser would break the line. So the
 * two are in an element whose class, in base.css, prevents that.
 */
const CLOSING = /^[,.;:)，。；：、）]+/;

/**
 * A text that contains elements: controls in a sentence, emphasis, links. The message places them;
 * their order may differ by language. Each text between them has an element of its own: a browser's
 * page translator replaces texts, and React could then neither remove one nor insert next to it.
 */
export function Rich({ id, values = {}, components = {} }: RichProps): ReactElement {
  const t = useTranslate();
  const texts: Record<string, string | number> = {};
  const elements: Record<string, ReactElement> = { ...components };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "object") elements[name] = value;
    texts[name] = typeof value === "object" ? `<${name}/>` : value;
  }
  return <>{withElements(t(id, texts), elements)}</>;
}

function withElements(text: string, elements: Readonly<Record<string, ReactElement>>): ReactNode[] {
  // Texts alternate with three groups of a tag: the name and content of a pair, or a single name.
  return text.split(TAG).map((part, i, parts) => {
    if (i % 4 === 0) {
      const rest = i > 0 ? part.replace(CLOSING, "") : part;
      return rest && <span key={i}>{rest}</span>;
    }
    if (i % 4 !== 1) return null;
    const element = elements[part ?? parts[i + 2]!] as ReactElement<{ children?: ReactNode }>;
    const content = parts[i + 1];
    const shown = cloneElement(element, { key: i }, content ? withElements(content, elements) : element.props.children);
    const [closing] = CLOSING.exec(parts[i + 3]!) ?? [];
    if (closing === undefined) return shown;
    return (
      <span key={i} className="closed">
        {shown}
        <span>{closing}</span>
      </span>
    );
  });
}

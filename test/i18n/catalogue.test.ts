import { readFileSync } from "node:fs";
import { type CompiledMessage, compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import type { MessageKey } from "../../src/i18n/catalogue";
import { writtenParameters } from "../../src/language/python/defaults";
import { losses } from "../../src/losses";
import { pitfalls } from "../../src/panels/pitfalls";

/** As written: an import would give what the build has compiled. */
const readCatalogue = (name: string): Record<MessageKey, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${name}.json`, import.meta.url), "utf8"));
const parts = ["", "later/"].map((folder) => ({
  en: readCatalogue(`${folder}en`),
  zh: readCatalogue(`${folder}zh-Hans`),
}));
const en = Object.assign({}, ...parts.map((part) => part.en)) as Record<MessageKey, string>;
const zh = Object.assign({}, ...parts.map((part) => part.zh)) as Record<MessageKey, string>;

/** What a message needs from the code: its arguments with their kind, and its tags. Plural forms may differ by language. */
function needs(message: string): string[] {
  const found = new Set<string>();
  const visit = (tokens: CompiledMessage) => {
    for (const token of tokens) {
      if (typeof token === "string") {
        for (const tag of token.matchAll(/<(\w+)\/?>/g)) found.add(`<${tag[1]}>`);
        continue;
      }
      const [name, type = "value", choices] = token;
      found.add(`{${name}, ${type}}`);
      if (typeof choices === "object" && choices !== null) {
        for (const choice of Object.values(choices)) if (Array.isArray(choice)) visit(choice);
      }
    }
  };
  visit(compileMessageOrThrow(message));
  return [...found].sort();
}

/** Choices of a select must be the same; those of a plural follow the language. */
function selectChoices(message: string): string[] {
  const found: string[] = [];
  for (const token of compileMessageOrThrow(message)) {
    if (typeof token !== "string" && token[1] === "select") found.push(...Object.keys(token[2] as object).sort());
  }
  return found;
}

const sources = Object.values(
  import.meta.glob<string>(["../../src/**/*.ts", "../../src/**/*.tsx"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
/** The code without its comments, whose examples are no uses. */
const everything = sources.map((text) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")).join("\n");

/** `loss.${id}.name` in the code uses every key of that shape. */
const templates = [...everything.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^}`]*\})*)`/gi)]
  .map((found) => found[1]!)
  .filter((template) => template.includes("${"))
  .map((template) => {
    const literal = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
    return new RegExp(`^${literal.join("[\\w-]+")}$`);
  });
const quoted = new Set([...everything.matchAll(/["'`]([\w-]+(?:\.[\w-]+)+)["'`]/g)].map((found) => found[1]!));

const keys = Object.keys(en) as (keyof typeof en)[];

describe("the catalogues", () => {
  it("have the same keys in the same order", () => {
    for (const part of parts) expect(Object.keys(part.zh)).toEqual(Object.keys(part.en));
    // No key is both on the page and later.
    expect(parts.reduce((sum, part) => sum + Object.keys(part.en).length, 0)).toBe(keys.length);
  });

  it("keep the keys of one prefix together", () => {
    for (const part of parts) {
      const prefixes = Object.keys(part.en).map((key) => key.split(".")[0]);
      const runs = prefixes.filter((prefix, index) => prefix !== prefixes[index - 1]);
      expect(runs).toEqual([...new Set(prefixes)]);
    }
  });

  it.each(keys)("%s is text in both languages, with the same arguments and tags", (key) => {
    for (const text of [en[key], zh[key]]) expect(text.trim()).toMatch(/\S/);
    expect(needs(zh[key])).toEqual(needs(en[key]));
    expect(selectChoices(zh[key])).toEqual(selectChoices(en[key]));
  });

  it("hold no key that the code does not use", () => {
    const unused = keys.filter((key) => !quoted.has(key) && !templates.some((template) => template.test(key)));
    expect(unused).toEqual([]);
  });

  it("hold every key the code asks for", () => {
    const asked = [...everything.matchAll(/\bt\(\s*"([^"]+)"|<Rich\b[^>]*?\bid="([^"]+)"/g)].map(
      (found) => found[1] ?? found[2]!,
    );
    expect(asked.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });
});

describe("the notes about losses", () => {
  const readNotes = (locale: string): Record<string, string> =>
    JSON.parse(readFileSync(new URL(`../../src/i18n/notes/${locale}.json`, import.meta.url), "utf8"));
  const notes = { en: readNotes("en"), "zh-Hans": readNotes("zh-Hans") };
  const noteKeys = Object.keys(notes.en);
  /** One line of the picker in its narrowest column. */
  const LONGEST_DETAIL = 62;

  it("have the same keys in both languages, sorted", () => {
    expect(Object.keys(notes["zh-Hans"])).toEqual(noteKeys);
    expect(noteKeys).toEqual([...noteKeys].sort());
  });

  it("are plain text: no arguments, no tags, code between pairs of backticks", () => {
    for (const [locale, texts] of Object.entries(notes)) {
      for (const [key, text] of Object.entries(texts)) {
        const where = `${locale} ${key}`;
        expect(text.trim(), where).toBe(text);
        expect(text, where).toMatch(/\S/);
        expect(text.split("`").length % 2, where).toBe(1);
        const words = text.split("`").filter((_, i) => i % 2 === 0);
        if (!key.endsWith(".keras")) expect(words.join(""), where).not.toMatch(/[{}]|<\w/);
      }
    }
  });

  it.each(losses.map((loss) => ({ id: loss.id, source: loss.source })))(
    "say of $id what it is, when to take it, what goes wrong, and what each parameter means, or nothing yet",
    ({ id, source }) => {
      // A new loss is one file and one line: without any words it goes by its id.
      const hasWords = noteKeys.some((key) => key.startsWith(`${id}.`)) || Object.hasOwn(en, `loss.name.${id}`);
      if (!hasWords) return;
      expect(["name", "short"].filter((kind) => !Object.hasOwn(en, `loss.${kind}.${id}`))).toEqual([]);
      const parameters = writtenParameters(source).map(({ name }) => `parameter.${name}`);
      const wanted = ["detail", "when", "wrong", ...parameters].map((part) => `${id}.${part}`);
      for (const texts of Object.values(notes)) expect(wanted.filter((key) => !Object.hasOwn(texts, key))).toEqual([]);
      expect(notes.en[`${id}.detail`]!.length).toBeLessThanOrEqual(LONGEST_DETAIL);
      const known = new Set([...wanted, `${id}.keras`]);
      expect(noteKeys.filter((key) => key.startsWith(`${id}.`) && !known.has(key))).toEqual([]);
    },
  );

  it("say of every pitfall what it is called and why it happens", () => {
    const wanted = pitfalls.flatMap(({ id }) => [`pitfall.${id}.title`, `pitfall.${id}.text`]);
    expect(wanted.filter((key) => !Object.hasOwn(notes.en, key))).toEqual([]);
  });

  it("hold nothing about a loss or a pitfall that is not there, and no word that the card does not use", () => {
    const known = new Set<string>([
      ...losses.map(({ id }) => id),
      ...pitfalls.map(({ id }) => `pitfall.${id}`),
      ...["pitfall.reading", "pitfall.edge", "card", "kind", "labels"],
    ]);
    const about = (key: string) =>
      key.startsWith("pitfall.") ? key.split(".").slice(0, 2).join(".") : key.split(".")[0]!;
    expect(noteKeys.filter((key) => !known.has(about(key)))).toEqual([]);
    const words = noteKeys.filter((key) => key.startsWith("card.") && !key.startsWith("card.code."));
    expect(words.filter((key) => !quoted.has(key))).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { type CompiledMessage, compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import type { MessageKey } from "../../src/i18n/catalogue";
import { writtenParameters } from "../../src/language/python/defaults";
import { type LossDefinition, losses } from "../../src/losses";
import { pitfalls } from "../../src/panels/pitfalls";

const everyLoss: readonly LossDefinition[] = losses;

/** The files as written: an import would give the compiled messages. */
const readCatalogue = (name: string): Record<MessageKey, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${name}.json`, import.meta.url), "utf8"));
const parts = ["", "later/"].map((folder) => ({
  en: readCatalogue(`${folder}en`),
  zh: readCatalogue(`${folder}zh-Hans`),
}));
const en = Object.assign({}, ...parts.map((part) => part.en)) as Record<MessageKey, string>;
const zh = Object.assign({}, ...parts.map((part) => part.zh)) as Record<MessageKey, string>;

/**
 * The arguments and their kinds, and the tags that a message needs from the code. Plural forms may
 * differ by language.
 */
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

/** The choices of a select must be the same; plural forms depend on the language. */
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
/** The code without its comments, because examples in comments are not uses. */
const everything = sources.map((text) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")).join("\n");

/** `loss.${id}.name` in the code uses every key of that form. */
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
    // No key is in both the page's and the later catalogue.
    expect(parts.reduce((sum, part) => sum + Object.keys(part.en).length, 0)).toBe(keys.length);
  });

  it("keep the keys of one prefix next to each other", () => {
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

  it("hold every key that the code uses", () => {
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
  /** Characters in one line of the picker at its narrowest. */
  const LONGEST_DETAIL = 62;

  it("have the same sorted keys in both languages", () => {
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
    "explain what $id is, when to use it, what goes wrong and what each parameter means, or are absent",
    ({ id, source }) => {
      // A new loss is one file and one line: without texts it is shown by its id.
      const hasWords = noteKeys.some((key) => key.startsWith(`${id}.`)) || Object.hasOwn(en, `loss.name.${id}`);
      if (!hasWords) return;
      expect(["name", "short"].filter((kind) => !Object.hasOwn(en, `loss.${kind}.${id}`))).toEqual([]);
      const parameters = writtenParameters(source).map(({ name }) => `parameter.${name}`);
      const wanted = ["detail", "when", "wrong", ...parameters].map((part) => `${id}.${part}`);
      for (const texts of Object.values(notes)) expect(wanted.filter((key) => !Object.hasOwn(texts, key))).toEqual([]);
      expect(notes.en[`${id}.detail`]!.length).toBeLessThanOrEqual(LONGEST_DETAIL);
      const known = new Set([...wanted, `${id}.keras`, `${id}.reduction`]);
      expect(noteKeys.filter((key) => key.startsWith(`${id}.`) && !known.has(key))).toEqual([]);
    },
  );

  it("say what each loss takes: its prediction and its labels", () => {
    for (const { id, prediction, labels, accepts } of everyLoss) {
      for (const key of [`kind.${accepts?.prediction ?? prediction}`, `labels.${accepts?.labels ?? labels}`])
        for (const [locale, texts] of Object.entries(notes))
          expect(Object.hasOwn(texts, key), `${locale} ${id} ${key}`).toBe(true);
    }
  });

  it("prescribe no sigmoid for a regression loss", () => {
    for (const { id, task, prediction, accepts } of everyLoss) {
      if (task === "regression" && prediction === "probability") expect(accepts?.prediction, id).toMatch(/^number/);
    }
  });

  it("name every pitfall and explain why it happens", () => {
    const wanted = pitfalls.flatMap(({ id }) => [`pitfall.${id}.title`, `pitfall.${id}.text`]);
    expect(wanted.filter((key) => !Object.hasOwn(notes.en, key))).toEqual([]);
  });

  it("mention only losses and pitfalls that exist, and only texts that the card uses", () => {
    const known = new Set<string>([
      ...losses.map(({ id }) => id),
      ...pitfalls.map(({ id }) => `pitfall.${id}`),
      ...["pitfall.reading", "pitfall.edge", "card", "kind", "labels"],
    ]);
    const about = (key: string) =>
      key.startsWith("pitfall.") ? key.split(".").slice(0, 2).join(".") : key.split(".")[0]!;
    expect(noteKeys.filter((key) => !known.has(about(key)))).toEqual([]);
    const words = noteKeys.filter((key) => key.startsWith("card.") && !/^card\.(code|better)\./.test(key));
    expect(words.filter((key) => !quoted.has(key))).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { type CompiledMessage, compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import type { MessageKey } from "../../src/i18n/catalogue";

/** As written: an import would give what the build has compiled. */
const readCatalogue = (name: string): Record<MessageKey, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${name}.json`, import.meta.url), "utf8"));
const en = readCatalogue("en");
const zh = readCatalogue("zh-Hans");

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
    expect(Object.keys(zh)).toEqual(keys);
  });

  it("keep the keys of one prefix together", () => {
    const prefixes = keys.map((key) => key.split(".")[0]);
    const runs = prefixes.filter((prefix, index) => prefix !== prefixes[index - 1]);
    expect(runs).toEqual([...new Set(prefixes)]);
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

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writtenParameters } from "../../src/language/python/defaults";
import { type LossDefinition, losses } from "../../src/losses";
import { computed, stated } from "./toldNumbers";

const languages = ["en", "zh-Hans"] as const;
type Texts = Readonly<Record<string, string>>;
const read = (path: string): Texts =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${path}.json`, import.meta.url), "utf8"));
/** All texts of a language as written. */
const textsIn = (language: string): Texts => ({
  ...read(language),
  ...read(`later/${language}`),
  ...read(`notes/${language}`),
});
const texts = Object.fromEntries(languages.map((language) => [language, textsIn(language)]));

/** A number in a text: its value, and half a unit of its last digit. */
interface WrittenNumber {
  text: string;
  value: number;
  halfUnit: number;
}

const UNITS: Readonly<Record<string, number>> = { million: 1e6, 亿: 1e8 };
const NUMBER = /(−?)(\d+(?:,\d{3})*)(\.\d+)?(?:e([−-]?\d+))?(?: (million|亿))?/g;

/**
 * The numbers of a text that may be wrong unseen: those with decimals, an exponent or several
 * digits. Code, types, arguments and plural forms are not the text's own.
 */
function numbersIn(text: string): WrittenNumber[] {
  const own = text
    .replace(/`[^`]*`/g, " ")
    .replace(/\b(?:float|int)\d+/g, " ")
    .replace(/\{\w+, (?:plural|select)|=\d+ \{|<\/?\w+\/?>|\{\w+\}/g, " ");
  return [...own.matchAll(NUMBER)]
    .filter(([, , whole, decimals, exponent]) => whole!.length > 1 || decimals !== undefined || exponent !== undefined)
    .map(([found, sign, whole, decimals = "", exponent = "0", unit]) => {
      const scale = 10 ** Number(exponent.replace("−", "-")) * (unit === undefined ? 1 : UNITS[unit]!);
      const size = Number(whole!.replaceAll(",", "") + decimals) * scale;
      const halfUnit = (10 ** -Math.max(0, decimals.length - 1) * scale) / 2;
      return { text: found, value: sign === "" ? size : -size, halfUnit };
    });
}

/** A value is written if a number of the text is its rounding, up to float64's own. */
const rounds = ({ value, halfUnit }: WrittenNumber, exact: number) =>
  Math.abs(value - exact) <= halfUnit + 1e-12 * Math.abs(exact);

/** The defaults, landmarks and choices of the loss that a note is about. */
function ownNumbers(key: string): number[] {
  const loss: LossDefinition | undefined = losses.find(({ id }) => key.startsWith(`${id}.`));
  if (loss === undefined) return [];
  const defaults = writtenParameters(loss.source).flatMap(({ default: written }) => [written].flat());
  const landmarks = Object.values(loss.sliders).flatMap(({ landmarks = [] }) => landmarks.map(({ value }) => value));
  const all = [...defaults, ...landmarks, ...Object.values(loss.choices ?? {}).flat()];
  return all.filter((value) => typeof value === "number");
}

describe.each(languages)("the numbers in the texts of %s", (language) => {
  it.each(Object.entries({ ...computed }))("are those computed: %s", (key, values) => {
    const numbers = numbersIn(texts[language]![key]!);
    for (const value of values) {
      const found = numbers.some((number) => rounds(number, value));
      expect(found, `${value} in “${texts[language]![key]}”`).toBe(true);
    }
  });

  it("are all computed, stated with a source, or parameters of the loss that they are about", () => {
    const unknown = Object.entries(texts[language]!)
      .filter(([key]) => !key.endsWith(".keras"))
      .flatMap(([key, text]) => {
        const known = [...(computed[key] ?? []), ...(stated[key] ?? []), ...ownNumbers(key)];
        const strange = numbersIn(text).filter((number) => !known.some((value) => rounds(number, value)));
        return strange.map((number) => `${key}: ${number.text}`);
      });
    expect(unknown).toEqual([]);
  });
});

it("every text with computed or stated numbers exists", () => {
  const keys = [...Object.keys(computed), ...Object.keys(stated)];
  expect(keys.filter((key) => !Object.hasOwn(texts.en!, key))).toEqual([]);
});

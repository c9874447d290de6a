import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../src/styles/tokens.css", import.meta.url), "utf8");

/** Hex colours declared in the first block after a selector. */
function coloursOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6,8}|0 2px[^;]+);/g)].map((found) => [found[1]!, found[2]!]),
  );
}

/** Relative luminance as defined in WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** WCAG 2.2 AA for text of any size. */
const TEXT_CONTRAST = 4.5;
const textTokens = ["ink", "ink-2", "ink-3", "positive", "negative", "accent"];

const light = coloursOf(":root");
const dark = coloursOf(':root[data-theme="dark"]');

describe("colour tokens", () => {
  it("are the same in both blocks of the dark theme, and the same set as in the light theme", () => {
    expect(coloursOf(':root:not([data-theme="light"])')).toEqual(dark);
    expect(Object.keys(dark)).toEqual(Object.keys(light));
    expect(Object.keys(light).length).toBeGreaterThanOrEqual(13);
  });

  it.each([
    ["light", light],
    ["dark", dark],
  ])("keep every text readable on the page and in wells: %s", (_theme, colours) => {
    for (const text of textTokens) {
      for (const ground of ["surface", "well"]) {
        expect(contrast(colours[text]!, colours[ground]!), `${text} on ${ground}`).toBeGreaterThanOrEqual(
          TEXT_CONTRAST,
        );
      }
    }
  });

  it("are the only colours in the controls' stylesheets", () => {
    const folder = new URL("../../src/controls/", import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith(".css"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(readFileSync(new URL(file, folder), "utf8"), file).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i);
    }
  });
});

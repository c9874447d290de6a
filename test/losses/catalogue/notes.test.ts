import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileDefinition } from "../../../src/losses";
import { graphLosses } from "./everyLoss";

/**
 * Each loss's source was run in PyTorch 1.13, in float32 and float64, at logits from −1000 to 1000
 * and at exponents of 0, ½ and the default. These give infinities or NaN where the page's float64
 * values are finite and in float32's range.
 */
const worseInTorch: Readonly<Record<string, readonly string[]>> = {
  "adaptive-focal": ["log-space-power"],
  asymmetric: ["log-space-power"],
  "class-balanced-focal": ["log-space-power"],
  "class-balanced-focal-classes": ["log-space-power"],
  "poly1-focal-logits": ["log-space-power"],
  "sigmoid-focal": ["log-space-power"],
  "soft-margin": ["stable-softplus"],
  varifocal: ["log-space-power"],
};

describe("where the page is better than PyTorch", () => {
  it("the program of the loss says so, and no other does", () => {
    const notes = graphLosses.map((loss) => [loss.id, compileDefinition(loss).notes] as const);
    expect(Object.fromEntries(notes.filter(([, codes]) => codes.length > 0))).toEqual(worseInTorch);
  });

  it.each(["en", "zh-Hans"])("the card has a text for each code, in %s", (locale) => {
    const path = new URL(`../../../src/i18n/notes/${locale}.json`, import.meta.url);
    const texts: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
    const codes = new Set(Object.values(worseInTorch).flat());
    expect([...codes].filter((code) => !Object.hasOwn(texts, `card.better.${code}`))).toEqual([]);
  });
});

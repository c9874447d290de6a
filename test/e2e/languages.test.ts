import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

type Catalogue = Record<string, string>;
const catalogue = (name: string): Catalogue =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../src/i18n/${name}.json`, import.meta.url)), "utf8"));
const [english, chinese] = [catalogue("en"), catalogue("zh-Hans")];

/** Words that are the same in both languages: names, symbols, code. */
const SHARED =
  /^[^a-z]*$|^(Losscope|EN|F1|AUC|ReLU|tanh|sigmoid|leaky ReLU|float64|WebGPU|CPU|PyTorch|Adam|y_true|y_pred|torch|paper|validation|training)$/i;

const site = builtSite();

/**
 * Everything that is read on screen or by a screen reader: texts, names and titles. Source and
 * formulas are the same in every language.
 */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "alt"]) {
          const value = node.getAttribute(name);
          if (value) found.push(value);
        }
      } else if (!node.parentElement?.closest("code, .katex, script, style, noscript")) {
        const text = node.textContent?.trim();
        if (text) found.push(text);
      }
    }
    return found;
  });
}

const keys = new Set(Object.keys(english));
const untranslated = (shown: string[]) => shown.filter((text) => keys.has(text) || /\{\w+[,}]|<\/?\w+>/.test(text));

describe("the page's language", () => {
  it("is Chinese in a Chinese browser, without message keys or English sentences", async () => {
    const opened = await openPage(site.url, { locale: "zh-TW" });
    const { page } = opened;
    await page.getByRole("button", { name: chinese["run.watch"]!, exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
    await expect.poll(() => page.title()).toBe(catalogue("later/zh-Hans")["app.title"]);
    const shown = await texts(page);
    expect(untranslated(shown)).toEqual([]);
    const sentences = Object.entries(english)
      .filter(([key, text]) => chinese[key] !== text && !SHARED.test(text) && text.length > 3)
      .map(([, text]) => text);
    expect(shown.filter((text) => sentences.includes(text))).toEqual([]);
    expect(opened.problems).toEqual(NO_PROBLEMS);
    await opened.close();
  });

  it("can be switched during a run without changing it, and is kept for the next visit", async () => {
    const { losscope, page, problems, close } = await openLosscope(site.url, { untrained: true });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(untranslated(await texts(page))).toEqual([]);
    await losscope.button("+1 epoch").click();
    await losscope.reaches(44);
    await losscope.button("Train").or(losscope.button("Continue")).click();
    await losscope.reaches(60);
    await page.getByRole("radio", { name: "中文" }).click();
    const pause = page.getByRole("button", { name: chinese["run.pause"]!, exact: true });
    await pause.waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
    await pause.click();
    await page.getByRole("button", { name: chinese["run.continue"]!, exact: true }).waitFor();
    const counter = await page.getByRole("progressbar").getAttribute("aria-valuenow");
    expect(Number(counter)).toBeGreaterThanOrEqual(1);
    await page.reload();
    await page.getByRole("button", { name: chinese["run.watch"]!, exact: true }).waitFor();
    await page.getByRole("radio", { name: "EN" }).click();
    await losscope.button("Watch it learn").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

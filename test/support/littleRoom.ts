import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect } from "vitest";
import { findOverflow } from "./findOverflow";
import { findTextFaults } from "./findTextFaults";
import { PATIENCE_MS } from "./losscopePage";
import { openPage } from "./openPage";

/** The spacing that WCAG 1.4.12 wants a page to bear. */
const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
`;
const BROWSER_FONT_PX = 16;
/** Labels of charts find their places, and canvases their sizes, over several frames. */
const SETTLING_MS = 5000;

export interface Room {
  width: number;
  height: number;
  /** The browser's own font size. */
  fontPx?: number;
  /** Whether the reader has set lines, words and letters apart. */
  isSpaced?: boolean;
}

export const NARROW: Room = { width: 320, height: 640 };
/** A window of 1280 × 1024 at 400 %. */
export const ZOOMED: Room = { width: 320, height: 256 };
export const SPACED: Room = { width: 390, height: 844, isSpaced: true };
export const LARGE_LETTERS: Room = { width: 390, height: 844, fontPx: 32 };

const LOCALES = { en: "en-US", "zh-Hans": "zh-CN" };

/** The page's texts in a language, by their keys. */
function textsIn(language: keyof typeof LOCALES): Record<string, string> {
  const read = (file: string) =>
    JSON.parse(readFileSync(new URL(`../../src/i18n/${file}.json`, import.meta.url), "utf8"));
  return { ...read(language), ...read(`later/${language}`) };
}

/** One visit to all views and their parts, each looked at in all rooms. */
export async function visitInRooms(
  url: string,
  language: keyof typeof LOCALES,
  rooms: Readonly<Record<string, Room>>,
  { fillsMap = false } = {},
): Promise<void> {
  const words = textsIn(language);
  // The page's own policy allows no added style.
  const options = { bypassCSP: true, reducedMotion: "reduce" } as const;
  const { page, close } = await openPage(url, { locale: LOCALES[language], ...options });
  const button = (key: string) => page.getByRole("button", { name: words[key]!, exact: true });
  const look = async (view: string) => {
    for (const [name, room] of Object.entries(rooms)) {
      await giveRoom(page, room);
      const tabs = page.getByRole("tab");
      const count = await tabs.count();
      for (let i = 0; i < Math.max(1, count); i++) {
        if (count > 0) await tabs.nth(i).click();
        await expectAllReadable(page, `${view}, part ${i + 1}, ${name}`);
      }
    }
  };
  await button("run.watch").waitFor();
  await page.waitForLoadState("networkidle");
  await look("Explore");
  await page.getByRole("navigation").getByText(words["app.view.compare"]!).click();
  await button("compare.watch").waitFor({ timeout: PATIENCE_MS });
  await look("Compare");
  await page.getByRole("navigation").getByText(words["app.view.sweep"]!).click();
  await button("sweep.start").waitFor();
  await look("Sweep");
  if (fillsMap) {
    await button("sweep.start").click();
    await button("sweep.again").waitFor({ timeout: PATIENCE_MS });
    await look("Sweep, filled");
  }
  await close();
}

async function giveRoom(page: Page, { width, height, fontPx = BROWSER_FONT_PX, isSpaced = false }: Room) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Page.setFontSizes", { fontSizes: { standard: fontPx } });
  await browser.detach();
  await page.setViewportSize({ width, height });
  await page.evaluate(
    (css) => {
      document.querySelector("#spacing")?.remove();
      document.head.append(Object.assign(document.createElement("style"), { id: "spacing", textContent: css }));
      // The page reads the font's size when the window changes.
      dispatchEvent(new Event("resize"));
    },
    isSpaced ? SPACING : "",
  );
}

/** Nothing is cut off, lies on another, or makes the page scroll sideways. */
async function expectAllReadable(page: Page, where: string): Promise<void> {
  const faults = async () => [...(await findOverflow(page)), ...(await findTextFaults(page))];
  await expect.poll(faults, { message: where, timeout: SETTLING_MS }).toEqual([]);
}

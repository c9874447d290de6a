import { chromium } from "playwright";
import { chromiumLaunchOptions } from "../../scripts/chromium.mjs";
import { launchFirefox as startFirefox } from "../firefox/launchFirefox";
import type { Tab, TestedBrowser } from "./tab";

const SIZE = { width: 1440, height: 900 };

export async function launchChromium(): Promise<TestedBrowser> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  return {
    async open(url) {
      const context = await browser.newContext({ viewport: SIZE, locale: "en-US" });
      const page = await context.newPage();
      await page.goto(url);
      const evaluate = page.evaluate.bind(page) as Tab["evaluate"];
      return { evaluate, close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

export async function launchFirefox(): Promise<TestedBrowser> {
  const browser = await startFirefox();
  return {
    async open(url) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(SIZE);
      await page.goto(url);
      const evaluate = page.evaluate.bind(page) as Tab["evaluate"];
      return { evaluate, close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

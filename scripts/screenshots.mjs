/**
 * `npm run screenshots -- [--readme] [--full] [--out DIR]`: takes pictures of the built page at
 * three sizes, light and dark, in English and Chinese. With `--readme`, only `screenshot.png` of
 * the README, with a training paused half way.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildIfStale, distFolder } from "./build.mjs";
import { chromiumLaunchOptions, ensureChromium } from "./chromium.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { serveFolder } from "./staticServer.mjs";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"];
const LOCALES = { en: "en-US", zh: "zh-CN" };

/**
 * The README's picture is paused in this epoch: the boundary has formed, and training can still
 * continue.
 */
const README_EPOCH = 12;

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: fileURLToPath(new URL("../docs", import.meta.url)) },
    readme: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
  },
});

ensureDependencies();
ensureChromium();
buildIfStale();
mkdirSync(options.out, { recursive: true });

const { chromium } = await import("playwright");
const site = await serveFolder({ folder: distFolder });
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  if (options.readme) {
    await picture("screenshot", { size: SIZES[0], scheme: "light", locale: LOCALES.en, prepare: trainHalfWay });
  } else {
    for (const size of SIZES) {
      for (const scheme of SCHEMES) {
        for (const [language, locale] of Object.entries(LOCALES)) {
          await picture(`${size.width}x${size.height}-${scheme}-${language}`, { size, scheme, locale });
        }
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}

async function picture(name, { size, scheme, locale, prepare }) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, locale, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
  await page.goto(site.url, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  await prepare?.(page);
  const path = join(options.out, `${name}.png`);
  await page.screenshot({ path, fullPage: options.full });
  console.log(path);
  await context.close();
}

/**
 * Trains whole epochs with the page's own button, which pauses after each, so that the picture is
 * always the same.
 */
async function trainHalfWay(page) {
  const epoch = page.getByRole("button", { name: /epoch|轮/i }).first();
  for (let done = 0; done < README_EPOCH; done++) {
    await epoch.click();
    await page.waitForTimeout(150);
  }
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
}

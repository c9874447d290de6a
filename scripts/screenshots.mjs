/**
 * `npm run screenshots -- [--out DIR] [--readme] [--full] [--sizes 390x844,…] [--themes dark]
 * [--languages en,zh-Hans] [--screens explore,sweep,…]`: takes pictures of every screen of the
 * built page in all sizes, themes and languages, or in those named. With `--full`, of the whole
 * page and not only of the window. With `--readme`, only `screenshot.png` of the README, with a
 * training paused half way.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildIfStale, distFolder } from "./build.mjs";
import { chromiumLaunchOptions, ensureChromium } from "./chromium.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { serveFolder } from "./staticServer.mjs";

/** Phones, a tablet upright and on its side, laptops, and screens as large as a projector's. */
const SIZES = ["360x740", "390x844", "768x1024", "1024x768", "1366x768", "1440x900", "1920x1080", "2560x1440"];
const THEMES = ["light", "dark"];
const LOCALES = { en: "en-US", "zh-Hans": "zh-CN" };
/** The states of the page in the order in which a visit comes to them, and how it does. */
const SCREENS = {
  "explore-first": async () => {},
  explore: async (page, words) => {
    await page.getByRole("slider").first().press("ArrowRight");
    await page.getByText(words["guide.rare"]).waitFor({ state: "detached" });
    await page.getByRole("slider").first().press("ArrowLeft");
  },
  "explore-weighing": async (page, words) => {
    const tab = page.getByRole("tab", { name: RegExp(`^(${words["weighing.heading"]}|${words["layout.weighing"]})$`) });
    if (await tab.count()) await tab.click();
  },
  "explore-learning": async (page, words) => {
    const tab = page.getByRole("tab", { name: words["layout.learning"] });
    if (await tab.count()) await tab.click();
  },
  "explore-experiment": async (page, words) => {
    const tab = page.getByRole("tab", { name: words["layout.experiment"] });
    if (await tab.count()) await tab.click();
  },
  compare: async (page, words) => {
    await page.getByRole("navigation").getByText(words["app.view.compare"]).click();
    await page.getByRole("button", { name: words["compare.watch"], exact: true }).waitFor({ timeout: 120_000 });
  },
  "sweep-first": async (page, words) => {
    await page.getByRole("navigation").getByText(words["app.view.sweep"]).click();
    await page.getByRole("button", { name: words["sweep.start"] }).waitFor();
  },
  sweep: async (page, words) => {
    await page.getByRole("button", { name: words["sweep.start"] }).click();
    await page.getByRole("button", { name: words["sweep.again"] }).waitFor({ timeout: 120_000 });
  },
};

/**
 * The README's picture is paused in this epoch: the boundary has formed, and training can still
 * continue.
 */
const README_EPOCH = 12;
/** Time in which charts reach their final sizes after the window has changed. */
const SETTLING_MS = 400;

const list = (of) => ({ type: "string", default: of.join() });
const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: fileURLToPath(new URL("../docs", import.meta.url)) },
    readme: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    sizes: list(SIZES),
    themes: list(THEMES),
    languages: list(Object.keys(LOCALES)),
    screens: list(Object.keys(SCREENS)),
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
  if (options.readme) await pictureForReadme();
  else {
    const sizes = options.sizes.split(",").map((size) => {
      const [width, height] = size.split("x").map(Number);
      return { width, height };
    });
    const isPhone = ({ width }) => width < 500;
    for (const language of options.languages.split(",")) {
      await pictures(language, sizes.filter(isPhone), { isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      await pictures(
        language,
        sizes.filter((size) => !isPhone(size)),
      );
    }
  }
} finally {
  await browser.close();
  await site.close();
}

/** One visit through all screens; each is pictured in all sizes and themes. */
async function pictures(language, sizes, device) {
  if (sizes.length === 0) return;
  const words = { ...textsOf(language), ...textsOf(`later/${language}`) };
  const page = await opened({ viewport: sizes[0], locale: LOCALES[language], ...device });
  const wanted = options.screens.split(",");
  for (const [screen, goTo] of Object.entries(SCREENS)) {
    await goTo(page, words);
    if (!wanted.includes(screen)) continue;
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const theme of options.themes.split(",")) {
        await page.emulateMedia({ colorScheme: theme });
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForTimeout(SETTLING_MS);
        await picture(page, `${screen}-${size.width}x${size.height}-${theme}-${language}`);
      }
    }
  }
  await page.context().close();
}

async function pictureForReadme() {
  const page = await opened({ viewport: { width: 1440, height: 900 }, locale: LOCALES.en });
  await page.getByRole("button", { name: "Reset" }).click();
  // The page's own button pauses after each epoch, so that the picture is always the same.
  for (let done = 0; done < README_EPOCH; done++) {
    await page.getByRole("button", { name: "+1 epoch" }).click();
    await page.getByText(`epoch ${done + 1} of`).waitFor();
  }
  await page.mouse.move(0, 0);
  await page.waitForTimeout(SETTLING_MS);
  await picture(page, "screenshot");
  await page.context().close();
}

async function opened(options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(site.url, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  return page;
}

async function picture(page, name) {
  const path = join(options.out, `${name}.png`);
  await page.screenshot({ path, fullPage: options.full });
  console.log(path);
}

function textsOf(name) {
  return JSON.parse(readFileSync(new URL(`../src/i18n/${name}.json`, import.meta.url), "utf8"));
}

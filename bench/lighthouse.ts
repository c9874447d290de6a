import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromiumArguments, ensureChromium } from "../scripts/chromium.mjs";
import { installLocked } from "../scripts/dependencies.mjs";
import { type Measurement, median } from "./measurement";

/**
 * Lighthouse brings over a hundred packages that only this measurement needs, so it has a lock file
 * of its own and is installed by the first run.
 */
const FOLDER = fileURLToPath(new URL("./lighthouse/", import.meta.url));
const VISITS = 3;

/** The parts of Lighthouse and of its launcher that are used here. */
interface Lighthouse {
  default(url: string, flags: object): Promise<{ lhr: Report } | undefined>;
}
interface Launcher {
  launch(options: object): Promise<{ port: number; kill(): void }>;
}
interface Report {
  categories: { performance: { score: number | null } };
  audits: Readonly<Record<string, { numericValue?: number }>>;
}

/** Lighthouse's judgement of the page on its phone: slow network and processor, both simulated. */
export async function measureLighthouse(url: string): Promise<Measurement[]> {
  const score = "Lighthouse mobile, performance, median of three";
  if (!installLocked(FOLDER)) {
    return [{ name: score, value: Number.NaN, unit: "points", remark: "its packages could not be installed" }];
  }
  const [{ default: lighthouse }, { launch }] = await Promise.all([
    load<Lighthouse>("lighthouse"),
    load<Launcher>("chrome-launcher"),
  ]);
  const chrome = await launch({
    chromePath: ensureChromium(),
    chromeFlags: ["--headless=new", ...chromiumArguments],
  });
  const reports: Report[] = [];
  try {
    for (let visit = 0; visit < VISITS; visit++) {
      const options = { port: chrome.port, logLevel: "error", onlyCategories: ["performance"] };
      const result = await lighthouse(url, options);
      if (result !== undefined) reports.push(result.lhr);
    }
  } finally {
    chrome.kill();
  }
  const of = (audit: string) => median(reports.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN));
  return [
    {
      name: score,
      value: median(reports.map(({ categories }) => 100 * (categories.performance.score ?? Number.NaN))),
      unit: "points",
      atLeast: 98,
    },
    { name: "Lighthouse mobile, total blocking time", value: of("total-blocking-time"), unit: "ms" },
    { name: "Lighthouse mobile, largest contentful paint", value: of("largest-contentful-paint"), unit: "ms" },
    { name: "Lighthouse mobile, layout shift", value: of("cumulative-layout-shift"), unit: "", atMost: 0.005 },
  ];
}

/** A package of Lighthouse's folder, which this project's own compiler does not see. */
async function load<Module>(name: string): Promise<Module> {
  const path = createRequire(`${FOLDER}package.json`).resolve(name);
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}

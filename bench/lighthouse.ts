import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromiumArguments, ensureChromium } from "../scripts/chromium.mjs";
import { installLocked } from "../scripts/dependencies.mjs";
import { type Measurement, median } from "./measurement";

/**
 * Lighthouse brings two hundred packages that only this measurement needs, so it has a lock file of
 * its own and is installed by the first run.
 */
const FOLDER = fileURLToPath(new URL("./lighthouse/", import.meta.url));
const COMMAND = `${FOLDER}node_modules/lighthouse/cli/index.js`;
const VISITS = 3;
/** A report is about half a megabyte. */
const MOST_BYTES = 64e6;

/** The parts of Lighthouse's report that are used here. */
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
  const reports: Report[] = [];
  for (let visit = 0; visit < VISITS; visit++) reports.push(await visitWithLighthouse(url));
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

/** Each visit has a browser of its own, so an empty cache. */
async function visitWithLighthouse(url: string): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...[COMMAND, url, "--quiet", "--output=json", "--only-categories=performance"],
      `--chrome-flags=${["--headless=new", ...chromiumArguments].join(" ")}`,
    ],
    { env: { ...process.env, CHROME_PATH: ensureChromium() }, maxBuffer: MOST_BYTES },
  );
  return JSON.parse(stdout);
}

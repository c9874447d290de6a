import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright";
import { openLosscope } from "../test/support/losscopePage";
import { closeBrowser } from "../test/support/openPage";
import { serveDist } from "../test/support/serveDist";
import type { Measurement } from "./measurement";

const MINUTES = 60;
/** Everything has been used, compiled and cached by then. */
const SETTLED_MINUTES = 5;
/** Of what there was once all had settled: what collectors and allocators keep for later comes and goes by as much. */
const GROWTH = 0.1;
const MOVES = 60;
const BETWEEN_MOVES_MS = 100;

/** What the page and its workers keep while all of it is used again and again for an hour: trainings at a move of a slider, sweeps, comparisons. */
export async function benchSoak({ minutes = MINUTES }: { minutes?: number | undefined }): Promise<Measurement[]> {
  const site = await serveDist("/");
  try {
    const { losscope, page } = await openLosscope(site.url);
    await losscope.setInstant(true);
    const started = performance.now();
    const past = (after: number) => performance.now() - started > after * 60_000;
    const settled = Math.min(SETTLED_MINUTES, minutes / 4);
    let first: Memory | undefined;
    let rounds = 0;
    while (!past(minutes)) {
      await round(page, rounds++);
      if (first === undefined && past(settled)) first = await memoryOf(page);
    }
    const last = await memoryOf(page);
    const remark = `${rounds} rounds in ${minutes} minutes, each ${MOVES} trainings by a slider, a sweep and a comparison`;
    return (["heapMb", "residentMb"] as const).flatMap((kind) => {
      const [early, late] = [first?.[kind] ?? Number.NaN, last[kind]];
      const name = kind === "heapMb" ? "the page's heap" : "memory of the page's processes, workers and all";
      return [
        { name: `${name} after ${settled} minutes`, value: early, unit: "MB" },
        { name: `${name} after ${minutes} minutes`, value: late, unit: "MB" },
        { name: `growth of ${name}`, value: (100 * (late - early)) / early, unit: "%", atMost: 100 * GROWTH, remark },
      ];
    });
  } finally {
    await closeBrowser();
    await site.close();
  }
}

async function round(page: Page, index: number): Promise<void> {
  const view = (name: string) => page.getByRole("link", { name, exact: true }).click();
  await view("Explore");
  await page.getByRole("slider", { name: "focusing", exact: true }).focus();
  for (let move = 0; move < MOVES; move++) {
    await page.keyboard.press(index % 2 === 0 ? "ArrowLeft" : "ArrowRight");
    await page.waitForTimeout(BETWEEN_MOVES_MS);
  }
  await view("Sweep");
  const fill = page.getByRole("button", { name: /^Fill/ });
  await fill.click();
  await fill.waitFor({ timeout: 60_000 });
  await view("Compare");
  await page.waitForTimeout(4000);
}

interface Memory {
  /** Of the page's own thread, after a collection. */
  heapMb: number;
  /** Resident, of all that Chromium renders with; NaN where there is no /proc. */
  residentMb: number;
}

async function memoryOf(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { heapMb: usedSize / 1e6, residentMb: await residentMb(page.context().browser()!) };
}

async function residentMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  try {
    return processInfo
      .filter(({ type }) => type === "renderer")
      .map(({ id }) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))![1]) / 1000)
      .reduce((sum, each) => sum + each, 0);
  } catch {
    return Number.NaN;
  }
}

import { readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "playwright";
import { openLosscope, WITH_MOTION } from "../test/support/losscopePage";
import { closeBrowser } from "../test/support/openPage";
import { serveDist } from "../test/support/serveDist";
import type { Measurement } from "./measurement";

const MINUTES = 60;
/** By then everything has been used, compiled and cached. */
const SETTLED_MINUTES = 5;
/**
 * Allowed growth since everything settled. Collectors and allocators keep memory for later, which
 * varies by about as much.
 */
const GROWTH = 0.1;
const MOVES = 60;
const BETWEEN_MOVES_MS = 100;

/**
 * The memory of the page and its workers while they are used for an hour: trainings by slider
 * moves, sweeps, comparisons.
 */
export async function benchSoak({ minutes = MINUTES }: { minutes?: number | undefined }): Promise<Measurement[]> {
  const site = await serveDist("/");
  try {
    const { losscope, page } = await openLosscope(site.url, WITH_MOTION);
    await losscope.setInstant(true);
    const started = performance.now();
    const past = (after: number) => performance.now() - started > after * 60_000;
    const settled = Math.min(SETTLED_MINUTES, minutes / 4);
    let first: Memory | undefined;
    let rounds = 0;
    // Allocates what the profiler needs at the start, not only at the second reading.
    await memoryOf(page);
    while (!past(minutes)) {
      await round(page, rounds++);
      if (first === undefined && past(settled)) first = await memoryOf(page);
    }
    const last = await memoryOf(page);
    const remark = `${rounds} rounds in ${minutes} minutes, each ${MOVES} trainings by a slider, a sweep and a comparison`;
    return (Object.keys(NAMES) as (keyof Memory)[]).flatMap((kind) => {
      const [early, late] = [first?.[kind] ?? Number.NaN, last[kind]];
      const name = NAMES[kind];
      return [
        { name: `${name} after ${settled} minutes`, value: early, unit: "MB" },
        { name: `${name} after ${minutes} minutes`, value: late, unit: "MB" },
        {
          name: `growth of ${name}`,
          value: (100 * (late - early)) / early,
          unit: "%",
          remark,
          // The whole heap is only reported: how much of the program V8 has compiled after some
          // minutes is not the page's doing. All of it counts in the resident memory below.
          ...(kind !== "heapMb" && { atMost: 100 * GROWTH }),
        },
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
  /** Heap of the page's own thread, after a collection. */
  heapMb: number;
  /**
   * The same without what V8 makes of the program's functions: machine code, bytecode, type
   * feedback. Its compilers continue for long.
   */
  withoutCodeMb: number;
  /** Resident memory of all renderer processes of Chromium; NaN where there is no /proc. */
  residentMb: number;
}

const NAMES: Readonly<Record<keyof Memory, string>> = {
  heapMb: "the page's heap",
  withoutCodeMb: "the page's heap without compiled code",
  residentMb: "memory of the page's processes, workers and all",
};

async function memoryOf(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  // Read before the heap snapshot is taken, which itself needs memory.
  const resident = await residentMb(page.context().browser()!);
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const codeMb = await compiledCodeMb(session);
  await session.detach();
  return { heapMb: usedSize / 1e6, withoutCodeMb: usedSize / 1e6 - codeMb, residentMb: resident };
}

interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  /** One node's fields after the other's. */
  nodes: number[];
}

async function compiledCodeMb(session: CDPSession): Promise<number> {
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  // Or the profiler would go on to number every object, in memory that the next reading would
  // count.
  await session.send("HeapProfiler.disable");
  const { snapshot, nodes }: HeapSnapshot = JSON.parse(chunks.join(""));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt, code] = [fields.indexOf("type"), fields.indexOf("self_size"), types[0].indexOf("code")];
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (nodes[node + typeAt] === code) bytes += nodes[node + sizeAt]!;
  }
  return bytes / 1e6;
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

import { describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../support/losscopePage";
import { type RequestedFile, type Visit, visit } from "../support/visit";

/** Everything that a visit fetches without being asked, in units of 1000 bytes as sent. */
const VISIT_BUDGET_KB = 408;

interface Part {
  files: RegExp;
  /** In the same units. */
  budgetKb: number;
}

/** By part, so that a failure names the part that grew. A file of no part is a failure too. */
const PARTS: Readonly<Record<string, Part>> = {
  "the first paint": { files: /^index\.html$|\/page-|\/rolldown-runtime-/, budgetKb: 132.4 },
  "the texts' font": { files: /\/inter-.*-common-/, budgetKb: 29 },
  "the code's font": { files: /\/jetbrains-mono-.*-common-/, budgetKb: 9 },
  KaTeX: { files: /\/katex-/, budgetKb: 82 },
  "KaTeX's fonts": { files: /\/KaTeX_.*-common-/, budgetKb: 31 },
  "formula and code": { files: /\/formula-/, budgetKb: 12 },
  "blocks below the first paint": { files: /\/explore-/, budgetKb: 23 },
  "texts of these blocks": { files: /\/(en|zh-Hans)-/, budgetKb: 24 },
  "training worker": { files: /\/(run\.worker|training)-/, budgetKb: 46 },
  "WebGPU engine, where there is a GPU": { files: /\/(webgpu|batchFeed)-/, budgetKb: 19 },
  "following the address": { files: /\/(followAddress|shownPage)-/, budgetKb: 1.6 },
  "the plane's notes and figures": { files: /\/(PlaneNote|MetricsRow|MetricsView|NoticeBar)-/, budgetKb: 4.6 },
  "why the page does not start; forced colours": { files: /^start\.js$|\/forcedColours-/, budgetKb: 1 },
  paper: { files: /\/(print|printing)-/, budgetKb: 1.3 },
  icon: { files: /^favicon\.svg$/, budgetKb: 0.4 },
};

const kb = (files: readonly RequestedFile[]) => files.reduce((sum, { sentBytes }) => sum + sentBytes, 0) / 1000;
const partOf = ({ path }: RequestedFile) =>
  Object.entries(PARTS).find(([, { files }]) => files.test(path))?.[0] ?? path;

function overBudget(files: readonly RequestedFile[]): string[] {
  return [...new Set(files.map(partOf))].flatMap((part) => {
    const own = files.filter((file) => partOf(file) === part);
    const budget = PARTS[part]?.budgetKb ?? 0;
    console.log(`${kb(own).toFixed(1).padStart(7)} kB of ${budget}  ${part}`);
    return kb(own) <= budget ? [] : [`${part}: ${kb(own).toFixed(1)} kB, budget ${budget}`];
  });
}

describe("a visit", () => {
  it.each([
    ["on a wide screen", {}],
    ["on a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
    ["in Chinese", { locale: "zh-CN" }],
  ])(
    `fetches at most ${VISIT_BUDGET_KB} kB without being asked %s, and each part within its budget`,
    async (_, options) => {
      const { requested, problems, close } = await visit(options);
      const files = requested();
      console.log(`${kb(files).toFixed(1).padStart(7)} kB in ${files.length} requests`);
      expect(overBudget(files)).toEqual([]);
      expect(kb(files)).toBeLessThanOrEqual(VISIT_BUDGET_KB);
      expect(problems).toMatchObject({ consoleErrors: [], pageErrors: [], failedRequests: [] });
      await close();
    },
  );

  it("fetches the list of losses when its picker is approached", async () => {
    const opened = await visit();
    const first = new Set(opened.requested().map(({ path }) => path));
    const more = () =>
      opened
        .requested()
        .filter(({ path }) => !first.has(path))
        .map(({ path }) => path);
    await picker(opened).hover();
    await expect.poll(() => more().some((path) => /\/LossList-/.test(path)), { timeout: PATIENCE_MS }).toBe(true);
    await opened.close();
  });

  it("that saves data fetches nothing ahead: only what is opened", async () => {
    const opened = await visit({ savesData: true });
    const first = new Set(opened.requested().map(({ path }) => path));
    const more = () =>
      opened
        .requested()
        .filter(({ path }) => !first.has(path))
        .map(({ path }) => path);
    for (const button of await opened.page.getByRole("button").all())
      await button.hover({ force: true, timeout: PATIENCE_MS });
    await picker(opened).hover();
    await picker(opened).focus();
    await opened.page.waitForLoadState("networkidle");
    expect(more()).toEqual([]);
    await picker(opened).click();
    await opened.page.getByRole("option", { name: /^Hinge loss/ }).waitFor({ timeout: PATIENCE_MS });
    expect(more()).not.toEqual([]);
    await opened.close();
  });
});

function picker({ page }: Visit) {
  return page.getByRole("combobox", { name: "Loss function", exact: true });
}

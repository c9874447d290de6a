import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Every rule axe finds broken on the page as it stands, each with the elements that break it. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not concern.
  await page.evaluate(readFileSync(axePath, "utf8"));
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run: (context: Document) => Promise<AxeResults> } };
    return axe.run(document);
  });
  return results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`).join("\n")}`,
  );
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, ElementContext } from "axe-core";
import type { Page } from "playwright";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * Every rule that axe finds broken on the page in its current state, or in the part that a selector
 * names, each with the elements that break it.
 */
export async function findAxeViolations(page: Page, part?: string): Promise<string[]> {
  // Evaluated through the debugger, to which the page's content security policy does not apply.
  await page.evaluate(readFileSync(axePath, "utf8"));
  const results = await page.evaluate((selector) => {
    const { axe } = globalThis as unknown as { axe: { run: (context: ElementContext) => Promise<AxeResults> } };
    // An open list of Base UI has guards at its ends: hidden elements that take the focus only to
    // pass it on, which axe can't distinguish from a trap.
    return axe.run({ include: selector ?? "html", exclude: "[data-base-ui-focus-guard]" });
  }, part);
  return results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`).join("\n")}`,
  );
}

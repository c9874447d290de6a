import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { NO_PROBLEMS, openPage } from "../support/openPage";

const site = builtSite();

it("a comparison trains without a press, also on a phone, and opens one of its losses in Explore", async () => {
  const { page, problems, close } = await openPage(`${site.url}#view=compare`, {
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
    hasTouch: true,
    isMobile: true,
  });
  const difference = page.getByRole("region", { name: "Where they differ" });
  // Both boundaries are on the map once both networks are trained.
  await difference.locator("[data-line=reference]").waitFor({ state: "attached" });
  await difference.locator("[data-line=boundary]").waitFor({ state: "attached" });
  await page.getByRole("row", { name: /^F1 \.\d{3} \.\d{3} / }).waitFor();
  expect([...(await findAxeViolations(page)), ...(await findOverflow(page))]).toEqual([]);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download every network as CSV" }).tap();
  const table = await readFile(await (await download).path(), "utf8");
  expect(table).toMatch(/^slot,loss,parameters,weights_seed,.*\r\nA,focal,"alpha=0\.75, gamma=2\.0",2,0\.\d+,/);

  await page.getByRole("button", { name: "Open in Explore: B" }).tap();
  await page
    .getByRole("combobox", { name: "Loss function" })
    .or(page.getByText("Binary cross entropy with logits"))
    .first()
    .waitFor();
  expect(new URL(page.url()).hash).not.toContain("view=");
  expect(problems).toEqual(NO_PROBLEMS);
  await close();
});

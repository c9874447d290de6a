import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { hashOf, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";

const site = builtSite();

it("a sweep continues while another view is shown, and a click on a cell opens its network", async () => {
  const { losscope, page, problems, close } = await openLosscope(site.url + hashOf({ epochs: 4 }));
  await page.getByRole("link", { name: "Sweep" }).click();
  await losscope.type("Number of values, across", "4");
  await losscope.type("Number of values, upwards", "4");
  await losscope.button("Fill the map").click();
  await page.getByRole("link", { name: "Explore" }).click();
  await losscope.ready();
  await page.getByRole("link", { name: "Sweep" }).click();
  await page
    .getByText(/^16 × 176 steps in /)
    .last()
    .waitFor();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all metrics as CSV" }).click();
  const [heading, ...rows] = (await readFile(await (await download).path(), "utf8")).split("\r\n");
  expect(heading).toMatch(/^alpha,gamma,weights_seed,validation_loss,/);
  expect(rows).toHaveLength(16 + 1);
  expect(rows.at(-1)).toBe("");

  // The upper right cell: both parameters at their highest.
  const map = page.getByRole("application", { name: /^Map of F1/ });
  const { width } = (await map.boundingBox())!;
  await map.click({ position: { x: width - 5, y: 5 } });
  await losscope.ready();
  expect(await losscope.number("balance").inputValue()).toBe("0.95");
  expect(await losscope.number("focusing").inputValue()).toBe("3.75");
  // The pressed cell is gone with its view.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  expect(problems).toEqual(NO_PROBLEMS);
  await close();
});

import type { Locator } from "playwright";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { type OpenedLosscope, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";

const site = builtSite();
let opened: OpenedLosscope;
beforeEach(async () => {
  opened = await openLosscope(site.url);
  await opened.losscope.setInstant(true); // whatever this machine's speed
});
afterEach(async () => {
  expect(opened.problems).toEqual(NO_PROBLEMS);
  await opened.close();
});

const topOf = async (locator: Locator) => (await locator.boundingBox())!.y;

describe("a network that always says no", () => {
  it("says so on the plane, with the reason and a cure that works, and moves nothing", async () => {
    const { losscope, page } = opened;
    const button = losscope.button("Watch it learn");
    const before = await topOf(button);
    await losscope.type("focusing", "5");
    const note = losscope.status().filter({ hasText: "The network always says “no”. L1 and L2 pull its weights" });
    await note.waitFor();
    expect(await topOf(button)).toBe(before);
    expect(await page.getByRole("meter", { name: "recall" }).getAttribute("aria-valuenow")).toBe("0");

    await losscope.button("Train without L1 and L2").click();
    await note.waitFor({ state: "detached" });
    expect(await losscope.number("L1 coefficient").inputValue()).toBe("0");
    expect(await losscope.number("focusing").inputValue()).toBe("5.00");
    await losscope.until(async () => (await losscope.figure("F1")) > 0.5, "a network that says yes");
    expect(await topOf(button)).toBe(before);
  });

  it("says so in Compare, on its own plane, and the cure trains all slots again", async () => {
    const { losscope, page } = opened;
    await losscope.type("focusing", "5");
    await page.getByRole("navigation").getByText("Compare").click();
    const slot = page.locator("[data-slot=A]");
    const note = slot.getByRole("status").filter({ hasText: "The network always says “no”. L1 and L2 pull" });
    await note.waitFor();
    expect(await page.locator("[data-slot=B]").getByText("always says").count()).toBe(0);
    await note.getByRole("button", { name: "Train without L1 and L2" }).click();
    await note.waitFor({ state: "detached" });
    await page.getByText("L1 0, L2 0").waitFor();
  });
});

it("a loss that fits no network shows samples and says why: no network of another loss, and none of its figures", async () => {
  const { losscope, page } = opened;
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search losses" }).fill("nn.TripletMarginLoss");
  await page.keyboard.press("Enter");
  await page.getByText("does not fit the network").waitFor();
  expect(await page.locator("[data-line=boundary]").count()).toBe(0);
  expect(await page.getByRole("meter", { name: "F1" }).getAttribute("aria-valuetext")).toMatch(/^–/);
  expect(await losscope.button("Train").isDisabled()).toBe(true);
});

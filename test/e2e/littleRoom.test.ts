import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findOverflow } from "../support/findOverflow";
import { findTextFaults } from "../support/findTextFaults";
import { LARGE_LETTERS, NARROW, SPACED, visitInRooms, ZOOMED } from "../support/littleRoom";
import { openPage } from "../support/openPage";

const site = builtSite();

/** Both languages, more sizes and a filled map are in littleRoom.long.test.ts. */
describe("where there is little room", () => {
  it("nothing is cut off, lies on another or scrolls in two directions", async () => {
    await visitInRooms(site.url, "en", { ZOOMED, SPACED, LARGE_LETTERS });
  });

  it("a text that is cut off, one on another and a page that is too wide are noticed", async () => {
    const { page, close } = await openPage(site.url, { viewport: NARROW, bypassCSP: true });
    await page.setContent(`<!doctype html>
      <p style="width: 40px; overflow: hidden; white-space: nowrap">a sentence in a box</p>
      <p style="position: absolute; top: 60px; left: 0">below</p>
      <p style="position: absolute; top: 62px; left: 4px">above</p>
      <div style="position: absolute; left: 0; width: 400px; height: 1px"></div>`);
    expect(await findOverflow(page)).toContain("the page scrolls to 400 of 320 px");
    expect(await findTextFaults(page)).toEqual([
      "“a sentence in a box” is cut off",
      "“below” and “above” lie on one another",
    ]);
    await close();
  });
});

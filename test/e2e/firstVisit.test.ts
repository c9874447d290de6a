import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { PHONE, pointIn, swipe } from "../support/finger";
import { type LosscopePage, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

/** How far a thumb drags γ, to the left: a larger γ would make the network always say no. */
const DRAG_PX = -40;

const site = builtSite();

/** What a phone shows of the run: the boundary's path, and the figures under the plane. */
async function picture({ page, losscope }: { page: Page; losscope: LosscopePage }) {
  return { boundary: await losscope.boundary(), figures: await page.locator("[class*=_figures_]").innerText() };
}

/** How much of the drawn boundary a user sees, 0 to 1: inside the window and not covered. */
function visibleShare(page: Page): Promise<number> {
  return page
    .locator("[data-line=boundary] path")
    .first()
    .evaluate((line: SVGPathElement) => {
      const plane = line.closest("[role=img]")!.parentElement!;
      const toWindow = line.getScreenCTM()!;
      const length = line.getTotalLength();
      const points = Array.from({ length: 100 }, (_, i) => line.getPointAtLength((i / 100) * length));
      const seen = points.filter((point) => {
        const { x, y } = point.matrixTransform(toWindow);
        return plane.contains(document.elementFromPoint(x, y));
      });
      return seen.length / points.length;
    });
}

describe("a first-time visitor", () => {
  it("finds the network trained, reads one sentence that says what to drag, and never again after dragging it", async () => {
    const { losscope, page, problems, close } = await openLosscope(site.url);
    expect(await losscope.epochs()).toEqual({ epoch: 30, total: 30 });
    expect(await losscope.figure("F1")).toBeGreaterThan(0.7);
    await page.getByText("learned boundary").waitFor();
    await page.getByText("1,860 samples").waitFor();
    const sentence = page.getByText(/Few positives, many easy negatives\. Drag\sγ: /);
    await sentence.waitFor();

    const trained = await losscope.boundary();
    await losscope.slider("focusing").press("ArrowRight");
    await losscope.until(async () => (await losscope.boundary()) !== trained, "another boundary");
    await sentence.waitFor({ state: "detached" });
    await page.waitForURL(/#/);
    await page.reload();
    await losscope.ready();
    expect(await sentence.count()).toBe(0);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("drags γ with a thumb on a phone, sees the boundary move, and sends exactly that to somebody else", async () => {
    const sender = await openLosscope(site.url, PHONE);
    const { losscope, page } = sender;
    const sentence = page.getByText(/Few positives, many easy negatives\. Drag\sγ: /);
    await sentence.waitFor();
    const opened = await picture(sender);
    expect(await visibleShare(page)).toBe(1);

    const input = await page.context().newCDPSession(page);
    await swipe(page, input, await pointIn(losscope.slider("focusing"), 0.5), DRAG_PX, 4);
    await sentence.waitFor({ state: "detached" });
    await losscope.until(async () => (await picture(sender)).figures !== opened.figures, "other figures");
    const gamma = await losscope.number("focusing").inputValue();
    expect(Number(gamma)).toBeLessThan(1.7);
    expect((await picture(sender)).boundary).not.toBe(opened.boundary);
    expect(await visibleShare(page)).toBe(1);
    expect(await page.evaluate(() => scrollY)).toBe(0);

    await page.getByRole("button", { name: /Link to this page$/ }).tap();
    const field = page.getByRole("textbox", { name: "Link to this page" });
    await losscope.until(async () => (await field.inputValue()) !== "", "a link");
    const receiver = await openLosscope(await field.inputValue(), PHONE);
    // The sender's last move may still be training.
    const samePicture = async () => isDeepStrictEqual(await picture(receiver), await picture(sender));
    await losscope.until(samePicture, "the same picture");
    expect(await receiver.losscope.number("focusing").inputValue()).toBe(gamma);
    expect([sender.problems, receiver.problems]).toEqual([NO_PROBLEMS, NO_PROBLEMS]);
    await sender.close();
    await receiver.close();
  });

  it("sees the training played epoch by epoch, and at once where motion is reduced", async () => {
    for (const [reducedMotion, isPlayed] of [
      ["no-preference", true],
      ["reduce", false],
    ] as const) {
      const { page, close } = await openPage("about:blank", { reducedMotion });
      await page.addInitScript(() => {
        const epochs = new Set<string>();
        Object.assign(globalThis, { epochs });
        const look = () => {
          const bar = document.querySelector("[role=progressbar]");
          if (bar) epochs.add(bar.getAttribute("aria-valuenow")!);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.goto(site.url);
      await page.getByRole("button", { name: "Watch it learn" }).waitFor();
      const shown = await page.evaluate(() => [...(globalThis as unknown as { epochs: Set<string> }).epochs]);
      const between = shown.filter((epoch) => epoch !== "0" && epoch !== "30");
      expect(between.length > 0, `epochs shown: ${shown.join()}`).toBe(isPlayed);
      await close();
    }
  });

  it("never reads of a learned boundary before anything has been learned", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { untrained: true });
    await page.getByText("untrained network").waitFor();
    expect(await page.getByText("learned boundary").count()).toBe(0);
    await losscope.button("Train").click();
    await page.getByText("learned boundary").waitFor();
    await close();
  });
});

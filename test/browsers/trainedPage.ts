import { expect } from "vitest";
import { PATIENCE_MS } from "../firefox/firefoxPage";
import type { Tab } from "./tab";

/** The numbers of a run as the page writes them. */
export interface WrittenRun {
  /** By the name of the metric; "–" where it is undefined. */
  metrics: Record<string, string>;
  /** Epoch, training loss and validation loss. */
  lossByEpoch: string[][];
}

/** Trains the run again with the engine float64. */
export async function trainInFloat64(tab: Tab): Promise<void> {
  await press(tab, "button", "More");
  await press(tab, "label", "float64");
  const description = () => tab.evaluate(() => document.body.innerText.includes("Float64Array"), undefined);
  await expect.poll(description, { timeout: PATIENCE_MS }).toBe(true);
  await press(tab, "button", "Train");
  await untilTrained(tab);
}

export function written(tab: Tab): Promise<WrittenRun> {
  return tab.evaluate(() => {
    const textOf = (element: Element | null) => element?.textContent ?? "";
    const tables = [...document.querySelectorAll("table")];
    const table = tables.find(({ caption }) => textOf(caption) === "Loss by epoch");
    const rows = [...(table?.tBodies[0]?.rows ?? [])];
    const meters = [...document.querySelectorAll("[role=meter]")];
    return {
      metrics: Object.fromEntries(
        meters.map((meter) => [meter.getAttribute("aria-label") ?? "", textOf(meter.previousElementSibling)]),
      ),
      lossByEpoch: rows.map((row) => [...row.cells].map(textOf)),
    };
  }, undefined);
}

/** Presses the element whose text ends with these words, as soon as it exists. */
async function press(tab: Tab, element: "button" | "label", words: string): Promise<void> {
  const pressed = () =>
    tab.evaluate(
      ([selector, end]) => {
        const found = [...document.querySelectorAll<HTMLElement>(selector!)].find(({ textContent }) =>
          textContent!.endsWith(end!),
        );
        found?.click();
        return found !== undefined;
      },
      [element, words],
    );
  await expect.poll(pressed, { timeout: PATIENCE_MS, message: `${element} ${words}` }).toBe(true);
}

/** Resolves when the network that the page opens with, or trains, is trained. */
export async function untilTrained(tab: Tab): Promise<void> {
  const isTrained = () =>
    tab.evaluate(
      () =>
        [...document.querySelectorAll("button")].some(
          (button) => button.textContent === "Watch it learn" && !button.matches(":disabled, [data-disabled]"),
        ),
      undefined,
    );
  await expect.poll(isTrained, { timeout: PATIENCE_MS, message: "trained" }).toBe(true);
}

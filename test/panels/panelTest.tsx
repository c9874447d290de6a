import type { ReactElement } from "react";
import { expect, onTestFinished, vi } from "vitest";
import { render } from "vitest-browser-react";
import type { Experiment } from "../../src/experiment/experiment";
import { LocaleProvider, startLocale } from "../../src/i18n";
import { AppStoreContext } from "../../src/panels/hooks/useApp";
import { readyStore, smallExperiment } from "../store/openStore";
import "../../src/styles/fonts.css";
import "../../src/styles/index.css";

/** From now on any message on the console fails the test. */
function expectNoComplaints(): void {
  const complaints = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
  onTestFinished(() => {
    const said = complaints.flatMap(({ mock }) => mock.calls.map((said) => said.map(String).join(" ").slice(0, 300)));
    for (const complaint of complaints) complaint.mockRestore();
    expect(said).toEqual([]);
  });
}

/**
 * Renders panels in a column as wide as the page's, over a store with real workers. Any message on
 * the console fails the test.
 */
export async function renderPanel(panel: ReactElement, experiment: Experiment = smallExperiment, widthPx = 520) {
  expectNoComplaints();
  await startLocale();
  const store = await readyStore(experiment);
  const screen = await render(
    <LocaleProvider>
      <AppStoreContext value={store}>
        <main style={{ width: widthPx, padding: 24 }}>{panel}</main>
      </AppStoreContext>
    </LocaleProvider>,
  );
  return { store, screen, actions: store.actions };
}

/** The page's visible text, without the doubled blanks of its layout. */
export function textOf(element: Element): string {
  return (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { comparedExperiment } from "../../src/experiment/comparison";
import type { Experiment } from "../../src/experiment/experiment";
import { plotGrid } from "../../src/experiment/plotGrid";
import { LocaleProvider, loadLaterTexts, startLocale } from "../../src/i18n";
import { i18n } from "../../src/i18n/catalogue";
import { comparableMetrics } from "../../src/metrics/metrics";
import { optimizerDefaults } from "../../src/optimizers";
import { CompareView } from "../../src/panels/compare/CompareView";
import { CompareStoreContext } from "../../src/panels/compare/useCompare";
import { AppStoreContext } from "../../src/panels/hooks/useApp";
import { createCompareStore } from "../../src/store/compare/createCompareStore";
import { defaultCompare } from "../../src/store/compare/settings";
import { type CompareState, matchesChoices } from "../../src/store/compare/state";
import type { TrainedModel } from "../../src/training/trainedModel";
import { sharedFleetPool } from "../../src/worker/fleet/pool";
import { axeViolations } from "../controls/axeViolations";
import { openStore, smallExperiment } from "../store/openStore";
import { textOf } from "./panelTest";
import { until } from "./until";

const SEEDS = 8;

/**
 * The view over its own store and the page's pool. The first screen's worker is not waited for:
 * nothing here uses it.
 */
async function openCompare(experiment: Experiment = smallExperiment) {
  await Promise.all([startLocale(), loadLaterTexts()]);
  const app = openStore(experiment);
  app.actions.dispose();
  const store = createCompareStore(sharedFleetPool());
  app.actions.keepCompare({ ...defaultCompare, seeds: SEEDS });
  const screen = await render(
    <LocaleProvider>
      <AppStoreContext value={app}>
        <CompareStoreContext value={store}>
          <main style={{ width: 1180 }}>
            <CompareView />
          </main>
        </CompareStoreContext>
      </AppStoreContext>
    </LocaleProvider>,
  );
  return { store, screen, app };
}

/** Waits until all networks of the current slots are trained. */
const isFinished = (state: CompareState) => state.run?.phase.name === "finished" && matchesChoices(state.run, state);

/** The same experiment, trained alone. */
function trainedAlone(experiment: Experiment): Promise<TrainedModel> {
  return new Promise((resolve, reject) => {
    sharedFleetPool().train(
      [experiment],
      { engine: "auto", grid: plotGrid(experiment), history: false, checkpoints: false, lockstep: false },
      {
        onTrained: ([model]) => resolve(model!),
        onFinished: () => undefined,
        onFailed: (code, detail) => reject(new Error(`${code} ${detail}`)),
      },
    );
  });
}

describe("the compare view", () => {
  it("has a row and a history for every metric that losses can be compared by", async () => {
    const { screen } = await openCompare();
    const named = comparableMetrics.map((name) => i18n._(`metric.${name}`));
    const headers = screen.getByRole("region", { name: i18n._("compare.table.name") }).getByRole("rowheader");
    await expect.poll(() => headers.elements().slice(0, named.length).map(textOf)).toEqual(named);
    await screen.getByRole("combobox", { name: "Metric" }).click();
    await expect.poll(() => screen.getByRole("option").elements().map(textOf)).toEqual(named);
  });

  it("trains at once to the result of a separate training, follows a parameter, shows earlier epochs, opens a slot in Explore", async () => {
    const { store, screen, app } = await openCompare();
    const { run, slots } = await until(store, isFinished);

    for (const [loss, slot] of slots.entries()) {
      for (const seed of [0, 5]) {
        const alone = await trainedAlone(comparedExperiment({ base: smallExperiment }, slot.loss, seed));
        expect(run!.results.model(loss, seed)!.parameters).toEqual(alone.parameters);
        expect(run!.results.model(loss, seed)!.metrics).toEqual(alone.metrics);
        if (seed === 0) expect(run!.results.model(loss, seed)!.gridLogits).toEqual(alone.gridLogits);
      }
    }
    const metrics = [0, 1].map((loss) => run!.results.metrics(loss, 0)!);
    const written = (value: number) => value.toFixed(3).replace(/^0\./, ".");
    const [first, second] = metrics.map(({ auc }) => written(auc));
    await expect.element(screen.getByRole("row", { name: new RegExp(`^AUC \\${first} \\${second} `) })).toBeVisible();
    await expect.element(screen.getByText(/^16 networks in/)).toBeVisible();
    await expect.element(screen.getByText(/median of 8 pairs, 99% interval/)).toBeVisible();
    expect(await axeViolations(document.body)).toEqual([]);

    await userEvent.click(screen.getByLabelText("A focusing"));
    await userEvent.keyboard("{ArrowUp}");
    await until(store, (state) => state.run!.slots[0]!.loss.parameters.gamma === 2.05);
    (screen.getByRole("slider", { name: "Epoch shown" }).element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
    await expect.element(page.getByText(/At epoch 3 of this run/)).toBeVisible();
    await screen.getByRole("button", { name: "Open in Explore: A" }).click();
    expect(app.getState()).toMatchObject({
      view: "explore",
      experiment: { loss: { id: "focal", parameters: { gamma: 2.05 } } },
      notice: { kind: "opened", from: "slot" },
    });
  });

  it("takes four losses with different outputs, and marks a repeated loss, a diverged one and one that no network trains on", async () => {
    const { store, screen } = await openCompare({
      ...smallExperiment,
      optimizer: { ...optimizerDefaults("SGD"), learningRate: 1e30 },
    });
    const add = screen.getByRole("button", { name: "Add a loss" });
    await add.click();
    await add.click();
    await expect.element(add).toHaveAttribute("aria-disabled", "true");
    const [first, second, third, fourth] = store.getState().slots;
    store.actions.selectLoss(second!.key, "ctc");
    store.actions.selectLoss(third!.key, "focal");
    store.actions.selectLoss(fourth!.key, "cross-entropy");
    store.actions.choosePair(first!.key, third!.key);
    await until(store, (state) => isFinished(state) && state.run!.slots.length === 3);
    await expect.element(screen.getByText(/No network on the plane trains on this loss/)).toBeVisible();
    await expect.element(screen.getByText(/^Diverged at step/).first()).toBeVisible();
    const text = textOf(document.body);
    expect(text).toMatch(/D: two outputs, one for each class; A, C: one logit/);
    await expect.element(screen.getByText(/A \(focal loss\) and C \(focal loss\) are the same loss/)).toBeVisible();
    expect(await axeViolations(document.body)).toEqual([]);
    await screen.getByRole("button", { name: "Remove B" }).click();
    await expect.element(screen.getByRole("button", { name: "Remove D" })).not.toBeInTheDocument();
  });
});

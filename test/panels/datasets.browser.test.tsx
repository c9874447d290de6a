import { beforeAll, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { datasetFields, datasetOfKind, datasets, defaultDataset } from "../../src/datasets";
import { parameterRange, parameterValue, type SweepParameter } from "../../src/experiment/sweep";
import { LocaleProvider, loadLaterTexts, startLocale } from "../../src/i18n";
import { i18n } from "../../src/i18n/catalogue";
import { losses } from "../../src/losses";
import { findLoss } from "../../src/losses/findLoss";
import { CompareView } from "../../src/panels/compare/CompareView";
import { CompareStoreContext } from "../../src/panels/compare/useCompare";
import { ExperimentPanel } from "../../src/panels/experiment/ExperimentPanel";
import { AppStoreContext } from "../../src/panels/hooks/useApp";
import { SweepView } from "../../src/panels/sweep/SweepView";
import { SweepStoreContext } from "../../src/panels/sweep/useSweep";
import { TrainingPanel } from "../../src/panels/training/TrainingPanel";
import { createCompareStore } from "../../src/store/compare/createCompareStore";
import { createSweepStore } from "../../src/store/sweep/createSweepStore";
import { sharedFleetPool } from "../../src/worker/fleet/pool";
import { finish, openStore, smallExperiment, until } from "../store/openStore";
import { renderPanel, textOf } from "./panelTest";

/** The workers' code is fetched, and some networks are trained. */
const TEST_MS = 30_000;
const FINISHED = { timeout: 20_000 };

beforeAll(() => Promise.all([startLocale(), loadLaterTexts()]));

/** The class counts of the other tests, so that training is short. */
const counts = { positives: smallExperiment.dataset.positives, negatives: smallExperiment.dataset.negatives };
const others = datasets.map(({ kind }) => kind).filter((kind) => kind !== smallExperiment.dataset.kind);
const focal = findLoss(losses, "focal");

describe.each(others)("%s on the page", (kind) => {
  const experiment = { ...smallExperiment, dataset: defaultDataset(kind, counts) };
  const hasOptimum = datasetOfKind(kind).closedForm !== undefined;

  it(
    "are chosen in the sentence, keep the class counts, are trained, and show their optimum where they have one",
    async () => {
      const name = i18n._(`dataset.${kind}.name`);
      const [opening] = i18n._(`dataset.${kind}.sentence`, { dataset: `${name}|` }).split("|");
      const { screen, store } = await renderPanel(
        <>
          <ExperimentPanel />
          <TrainingPanel />
        </>,
        smallExperiment,
        480,
      );
      await screen.getByRole("button", { name: /The data$/ }).click();
      await screen.getByRole("combobox", { name: "Kind" }).click();
      await screen.getByRole("option", { name, exact: true }).click();
      expect(store.getState().experiment.dataset).toEqual(experiment.dataset);
      await userEvent.keyboard("{Escape}");
      await until(store, ({ phase }) => phase === "ready" || phase === "finished");
      const { snapshot, samples } = await finish(store);
      expect(samples.rows).toBe(snapshot!.trainLogits.length);
      expect(snapshot!.gridLogits.every(Number.isFinite)).toBe(true);
      expect(textOf(screen.container)).toContain(opening);
      await expect.element(screen.getByRole("spinbutton", { name: "Number of positives" })).toHaveValue("30");
      await vi.waitFor(() =>
        expect(screen.container.querySelectorAll('[data-line="bayes"]:has(circle, path)')).toHaveLength(
          hasOptimum ? 1 : 0,
        ),
      );
      expect(textOf(screen.container).includes("Bayes")).toBe(hasOptimum);
    },
    TEST_MS,
  );

  it(
    "are compared, with a cut and a Bayes column where they have an optimum",
    async () => {
      const app = openStore(experiment);
      app.actions.dispose();
      const store = createCompareStore(sharedFleetPool());
      store.actions.setSeeds(2);
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
      await vi.waitFor(() => expect(store.getState().run?.phase.name).toBe("finished"), FINISHED);
      await expect.element(screen.getByRole("row", { name: /^AUC / })).toBeVisible();
      const headings = [...screen.container.querySelectorAll("h2, h3")].map((heading) => textOf(heading));
      expect(headings.some((heading) => /^A cut /.test(heading))).toBe(hasOptimum);
      expect(textOf(screen.container).includes("Bayes")).toBe(hasOptimum);
    },
    TEST_MS,
  );

  it.runIf(datasetFields(kind).length > 0)(
    "are swept over one of their own numbers, each value on its own data",
    async () => {
      const store = createSweepStore(sharedFleetPool());
      const { screen } = await renderPanel(
        <SweepStoreContext value={store}>
          <SweepView />
        </SweepStoreContext>,
        experiment,
        1200,
      );
      await vi.waitFor(() => expect(store.getState().settings).not.toBeNull());
      const parameter = `data.${kind}.${datasetFields(kind)[0]!}` as SweepParameter;
      const from = parameterValue(experiment, parameter, focal);
      const to = Math.min(2 * from + 1, parameterRange(parameter, focal).max);
      store.actions.setAxis("x", { parameter, from, to, count: 2, spacing: "linear" });
      store.actions.setAxis("y", { ...store.getState().settings!.y, count: 2 });
      await screen.getByRole("button", { name: "Fill the map" }).click();
      await vi.waitFor(() => expect(store.getState().run?.phase.name).toBe("finished"), FINISHED);
      const { results } = store.getState().run!;
      const loss = (column: number) => results.metric({ column, row: 0 }, 0, "loss");
      expect(Number.isFinite(loss(0)) && Number.isFinite(loss(1))).toBe(true);
      expect(loss(1)).not.toBe(loss(0));
      await expect.element(screen.getByText(/The data of every cell come from the same seed/)).toBeVisible();
    },
    TEST_MS,
  );
});

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { loadLaterTexts } from "../../src/i18n";
import { i18n } from "../../src/i18n/catalogue";
import { metricNames } from "../../src/metrics/metrics";
import { SweepView } from "../../src/panels/sweep/SweepView";
import { SweepStoreContext } from "../../src/panels/sweep/useSweep";
import { createSweepStore, type SweepState, type SweepStore } from "../../src/store/sweep/createSweepStore";
import type { ModelTrainer, TrainingListener } from "../../src/worker/fleet/modelTrainer";
import { FleetPool } from "../../src/worker/fleet/pool";
import { axeViolations } from "../controls/axeViolations";
import { openExperiment, smallExperiment } from "../store/openStore";
import { diverged, trained } from "../store/sweep/sweepRuns";
import { renderPanel, textOf } from "./panelTest";
import { until } from "./until";

beforeAll(loadLaterTexts);

const pools: FleetPool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.dispose();
});

async function renderSweep(trainer?: ModelTrainer) {
  // One worker: each fetches all its modules from the test's server.
  if (trainer === undefined) pools.push(new FleetPool({ workers: 1 }));
  const store = createSweepStore(trainer ?? pools[0]!);
  const { screen, store: explore } = await renderPanel(
    <SweepStoreContext value={store}>
      <SweepView />
    </SweepStoreContext>,
    smallExperiment,
    1200,
  );
  return { screen, store, explore };
}

/** α × γ, three values each. */
function chooseSmallMap({ actions, getState }: SweepStore): void {
  const { x, y } = getState().settings!;
  actions.setAxis("x", { ...x, from: 0.5, to: 0.9, count: 3 });
  actions.setAxis("y", { ...y, from: 0, to: 2, count: 3 });
}

function untilFinished(store: SweepStore): Promise<SweepState> {
  return until(store, ({ run }) => run?.phase.name === "finished");
}

/** A trainer that the test controls. */
function scriptedTrainer() {
  const listeners: TrainingListener[] = [];
  const handle = { pause: vi.fn(), resume: vi.fn(), cancel: vi.fn() };
  const trainer: ModelTrainer = {
    train: (_, __, listener) => {
      listeners.push(listener);
      return handle;
    },
  };
  /** The sweep's own request: opened cells send requests too. */
  const sweep = () => listeners.findLast((listener) => listener.onStarted !== undefined)!;
  return { trainer, handle, sweep };
}

describe("the sweep's view", () => {
  it("fills the map, shows the cell chosen by keyboard with the map's own numbers, and opens it", async () => {
    const { screen, store, explore } = await renderSweep();
    chooseSmallMap(store);
    const main = screen.container.querySelector("main")!;
    await expect.element(screen.getByText(/^9 networks will appear here/)).toBeVisible();
    await screen.getByRole("button", { name: "Fill the map" }).click();
    await untilFinished(store);
    // 150 samples of which 80 % train in batches of 20, for five epochs.
    await expect.element(screen.getByText(/^9 × 30 steps in .* CPU, \d+ workers?$/).first()).toBeVisible();

    const map = screen.getByRole("application", { name: /^Map of F1 over α balance and γ focusing$/ });
    map.element().focus();
    store.actions.select({ column: 1, row: 0 });
    await userEvent.keyboard("{ArrowRight}{ArrowUp}");
    await expect.element(screen.getByRole("heading", { name: /^The cell/ })).toHaveTextContent(/= \.9,.*= 1/);
    expect(textOf(main)).toContain("α = .9, γ = 1: F1");
    const table = [...main.querySelectorAll("table")].find(({ caption }) => caption?.textContent?.startsWith("Map"))!;
    const cell = table.tBodies[0]!.rows[1]!.cells[3]!.textContent!;
    // Trained once together with others for the map and once alone for the card: the same number.
    await expect.element(screen.getByText(/^median /).first()).toBeInTheDocument();
    const meter = screen.getByRole("meter", { name: "F1" }).element();
    expect(Number.parseFloat(cell)).toBeCloseTo(Number(meter.getAttribute("aria-valuenow")), 3);
    expect(await axeViolations(main)).toEqual([]);

    await userEvent.keyboard("{Enter}");
    expect(explore.getState().experiment.loss.parameters).toMatchObject({ alpha: 0.9, gamma: 1 });
    // A mouse opens the cell that it clicks, without choosing it first.
    await map.click({ position: { x: 4, y: 4 } });
    expect(explore.getState().experiment.loss.parameters).toMatchObject({ alpha: 0.5, gamma: 2 });
  });

  it("offers every metric as the map's colour, and lists all metrics of a network", async () => {
    const { screen } = await renderSweep(scriptedTrainer().trainer);
    const named = metricNames.map((name) => i18n._(`metric.${name}`));
    await screen.getByRole("combobox", { name: "What the colours show" }).click();
    await expect.poll(() => screen.getByRole("option").elements().map(textOf)).toEqual(named);
    await userEvent.keyboard("{Escape}");
    await screen.getByRole("button", { name: /All metrics of this network/ }).click();
    const headers = screen.getByRole("dialog").getByRole("rowheader");
    await expect.poll(() => headers.elements().map(textOf)).toEqual(named);
  });

  it("keeps an axis when its parameter is chosen again, and clears messages about another axis's values", async () => {
    const { screen, store } = await renderSweep(scriptedTrainer().trainer);
    chooseSmallMap(store);
    const { x } = store.getState().settings!;
    const across = screen.getByRole("group", { name: "across" });
    const chooseAcross = async (option: RegExp) => {
      await across.getByRole("combobox").first().click();
      await screen.getByRole("option", { name: option }).click();
    };
    await chooseAcross(/balance/);
    expect(store.getState().settings!.x).toEqual(x);
    await across.getByRole("spinbutton").first().fill("5000");
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByText(/5000 is out of range/).first()).toBeVisible();
    await chooseAcross(/weight decay/i);
    await expect.poll(() => textOf(screen.container)).not.toContain("out of range");
  });

  it("counts the finished networks, not the requested ones, of a sweep that was ended early", async () => {
    const { trainer, sweep } = scriptedTrainer();
    const { screen, store } = await renderSweep(trainer);
    chooseSmallMap(store);
    store.actions.setSeeds(3);
    await screen.getByRole("button", { name: "Fill the map" }).click();
    // The focus stays with the main button, whatever it says.
    await expect.element(screen.getByRole("button", { name: "Pause" })).toHaveFocus();
    sweep().onTrained(Array.from({ length: 9 + 3 }, (_, index) => ({ ...trained(0.5), index })));
    await screen.getByRole("button", { name: "Cancel" }).click();
    await expect.element(screen.getByRole("button", { name: "Fill it again" })).toHaveFocus();
    const main = screen.container.querySelector("main")!;
    await expect.poll(() => textOf(main)).toContain("the median of up to 3 networks");
    expect(textOf(main)).toContain("(median of 2 networks)");
    expect(textOf(main)).toContain("median of 2 networks .500; shown is the first of them");
  });

  it("has a text for each state: no fit, wrong settings, paused, cancelled, failed, all diverged, all negative", async () => {
    const { trainer, handle, sweep } = scriptedTrainer();
    const { screen, store, explore } = await renderSweep(trainer);
    explore.actions.showView("sweep");
    openExperiment(explore, { ...smallExperiment, loss: { id: "triplet-margin", parameters: {} } });
    await screen.getByRole("button", { name: "Go to Explore" }).click();
    expect(explore.getState().view).toBe("explore");
    openExperiment(explore, smallExperiment);

    const fill = screen.getByRole("button", { name: "Fill the map" });
    await expect.element(fill).toBeEnabled();
    chooseSmallMap(store);
    const { x } = store.getState().settings!;
    store.actions.setAxis("x", { ...x, from: 0.9 });
    await expect.element(screen.getByRole("alert")).toHaveTextContent("The highest value must lie above the lowest");
    await expect.element(fill).toBeDisabled();
    store.actions.setAxis("x", x);

    await fill.click();
    sweep().onTrained([trained(0.5), { ...trained(0, "no"), index: 1 }]);
    await expect.element(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "2");
    await screen.getByRole("button", { name: "Pause" }).click();
    expect(handle.pause).toHaveBeenCalledOnce();
    await expect.element(screen.getByText(/^Paused at 2 of 9 networks/).first()).toBeVisible();
    await screen.getByRole("button", { name: "Resume" }).click();
    expect(handle.resume).toHaveBeenCalledOnce();
    await screen.getByRole("button", { name: "Cancel" }).click();
    expect(handle.cancel).toHaveBeenCalled();
    await expect.element(screen.getByText("Cancelled: 2 of 9 networks are trained.").first()).toBeVisible();
    await expect.element(screen.getByText(/^The best F1, \.500, is at/)).toHaveTextContent("1 cell of 2 always");

    // Other settings apply to the next sweep: this map stays until that begins.
    store.actions.setSeeds(4);
    await expect.element(screen.getByText("The map is of the sweep before.")).toBeVisible();
    await expect.element(screen.getByText(/^36 networks, about/)).toBeVisible();
    store.actions.setSeeds(1);

    const again = screen.getByRole("button", { name: "Fill it again" });
    await again.click();
    sweep().onFailed("out-of-memory", "");
    await expect.element(screen.getByRole("alert")).toHaveTextContent("There is not enough memory for this run.");
    const all = (model: typeof diverged) => Array.from({ length: 9 }, (_, index) => ({ ...model, index }));
    await again.click();
    sweep().onTrained(all(diverged));
    sweep().onFinished();
    await expect.element(screen.getByText(/^All networks diverged/)).toBeVisible();
    await again.click();
    sweep().onTrained(all(trained(0, "no")));
    sweep().onFinished();
    await expect.element(screen.getByText(/^Every network answers “no” everywhere/)).toBeVisible();
    await expect.element(screen.getByText("Here every network answers “no”.")).toBeVisible();
  });
});

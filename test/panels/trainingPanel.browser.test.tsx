import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { loadLaterTexts } from "../../src/i18n";
import { i18n } from "../../src/i18n/catalogue";
import { comparableMetrics, countMetricNames } from "../../src/metrics/metrics";
import { TrainingPanel } from "../../src/panels/training/TrainingPanel";
import { partsOf } from "../../src/store/run";
import { changeSnapshot, finish, smallExperiment, until, viewOf } from "../store/openStore";
import { renderPanel, textOf } from "./panelTest";

const long = { ...smallExperiment, epochs: 50_000 };

describe("the learning panel", () => {
  it("trains, pauses, continues, and resets to the start", async () => {
    const { screen, store, actions } = await renderPanel(<TrainingPanel />, long);
    const reset = screen.getByRole("button", { name: "Reset" });
    await expect.element(reset).toBeDisabled();
    actions.setPace("full");
    await screen.getByRole("button", { name: "Train" }).click();
    await until(store, ({ snapshot }) => snapshot!.step > 30);
    await screen.getByRole("button", { name: "Pause" }).click();
    const { snapshot } = await until(store, ({ phase }) => phase === "paused");
    await expect
      .element(screen.getByText(/^epoch /))
      .toHaveTextContent(`epoch ${snapshot!.epoch.toLocaleString("en")}`);
    await expect.element(screen.getByRole("button", { name: "Continue" })).toBeVisible();
    await reset.click();
    await until(store, ({ phase }) => phase === "ready");
    await expect.element(screen.getByRole("button", { name: "Train" })).toBeVisible();
  });

  it("takes a step and finishes an epoch, and counts both", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    await screen.getByRole("button", { name: /How it trains$/ }).click();
    await screen.getByRole("button", { name: "+1 step" }).click();
    await expect.element(screen.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "step 1 of 30");
    await until(store, ({ phase }) => phase === "paused");
    await userEvent.keyboard("{Escape}");
    await screen.getByRole("button", { name: "+1 epoch" }).click();
    await expect.element(screen.getByText(/^epoch /)).toHaveTextContent("epoch 1 of 5");
    await expect.element(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "1");
  });

  it("starts and pauses at the space bar, unless the focused control uses that key", async () => {
    const { screen, store, actions } = await renderPanel(<TrainingPanel />, long);
    actions.setPace("full");
    await userEvent.keyboard(" ");
    await until(store, ({ phase }) => phase === "running");
    await userEvent.keyboard(" ");
    await until(store, ({ phase }) => phase === "paused");
    const { epoch } = viewOf(store.getState()).snapshot!;
    screen.getByRole("button", { name: "+1 epoch" }).element().focus();
    await userEvent.keyboard(" ");
    await until(store, ({ phase, snapshot }) => phase === "paused" && snapshot!.epoch === epoch + 1);
  });

  it("chooses the pace, and says which keys work anywhere", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    await screen.getByRole("button", { name: /How it trains$/ }).click();
    await expect.element(screen.getByText(/^The space bar starts and pauses the training/)).toBeVisible();
    await screen.getByRole("combobox", { name: "Pace" }).click();
    await screen.getByRole("option", { name: "full speed" }).click();
    expect(store.getState().pace).toBe("full");
  });

  it("shows the snapshot's metrics of the validation set", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const { snapshot } = await finish(store);
    const { accuracy } = snapshot!.current.validation;
    await expect
      .element(screen.getByRole("meter", { name: "accuracy" }))
      .toHaveAttribute("aria-valuenow", `${accuracy}`);
    const { trueNegatives, falsePositives } = snapshot!.current.validation.confusion;
    const samples = snapshot!.validationLogits.length;
    const always = i18n._("metric.alwaysNo", {
      value: ((trueNegatives + falsePositives) / samples).toFixed(3).slice(1),
    });
    await expect.element(screen.getByText(always)).toBeVisible();
    await expect.element(screen.getByText(i18n._("metric.samples", { count: samples }))).toBeVisible();
    await screen.getByRole("button", { name: /all metrics/ }).click();
    const table = screen.getByRole("dialog").getByRole("table");
    for (const name of comparableMetrics) {
      await expect.element(table.getByRole("rowheader", { name: i18n._(`metric.${name}`) })).toBeVisible();
    }
    const { truePositives } = snapshot!.current.validation.confusion;
    await expect
      .element(table.getByRole("row", { name: /true positives/ }))
      .toHaveTextContent(new RegExp(`${truePositives}$`));
  });

  it("says that it trains while a network is late, and dims what belongs to other settings", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const busy = () => screen.container.querySelectorAll('[aria-busy="true"]').length;
    const { run } = store.getState();
    const retraining = { pending: [run.newest], soon: false, since: 0, failure: null };
    store.setState({ run: { ...partsOf(run), phase: "retraining", ...retraining, late: false } });
    expect(busy()).toBe(0);
    store.setState({ run: { ...partsOf(run), phase: "retraining", ...retraining, late: true } });
    await expect.element(screen.getByText("training…")).toBeVisible();
    expect(busy()).toBe(2);
  });

  it("calls the usual run slow where it is, and only a larger one large", async () => {
    const { screen, store, actions } = await renderPanel(<TrainingPanel />);
    const times = [1, 2, 3].map(() => ({ at: performance.now(), work: 1e5, ms: 5000 }));
    store.setState(({ instantRetrain }) => ({ instantRetrain: { ...instantRetrain, times } }));
    await expect.element(screen.getByText("too slow here to retrain at once")).toBeVisible();
    actions.changeExperiment((old) => ({ ...old, epochs: 100_000 }));
    await expect.element(screen.getByText("too large to retrain at once")).toBeVisible();
  });

  it("draws loss and F1 of every finished epoch", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    await finish(store);
    const chart = screen.getByRole("img", { name: "Loss by epoch" });
    await expect.poll(() => chart.element().querySelectorAll("path").length).toBeGreaterThanOrEqual(2);
    expect(chart.element().innerHTML).not.toMatch(/NaN/);
  });

  it("lists each epoch as the tutorial prints it", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    await finish(store);
    await screen.getByRole("button", { name: /all metrics/ }).click();
    await screen.getByText("By epoch, as the tutorial prints it").click();
    const table = screen.getByRole("region", { name: "By epoch, as the tutorial prints it" }).getByRole("table");
    await expect.poll(() => table.element().querySelectorAll("tbody tr").length).toBe(5);
    const { epochs } = store.getState().run.shown!;
    if (epochs === "coming") throw new Error("the epochs have not come");
    const { running, validation, validationObjective } = epochs.at(-1)!;
    const last = [running.objective, running.accuracy, validationObjective, validation.accuracy];
    const written = [...table.element().querySelectorAll("tbody tr:last-child td")].map(textOf);
    expect(written).toEqual(last.map((value) => value.toFixed(4)));
  });

  it("draws the history of the metric that is chosen, with the best reachable value", async () => {
    await loadLaterTexts();
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const { history } = await finish(store);
    const choice = screen.getByRole("combobox", { name: "Metric of the history" });
    await expect.element(choice).toHaveTextContent("F1");
    for (const name of countMetricNames) {
      await choice.click();
      await screen.getByRole("option", { name: i18n._(`metric.${name}`), exact: true }).click();
      const chart = screen.getByRole("img", { name: `${i18n._(`metric.${name}`)} on the validation set by epoch` });
      await expect.element(chart).toBeVisible();
      const cursor = screen.getByRole("slider", { name: `${i18n._(`metric.${name}`)} on the validation set by epoch` });
      const shown = Number(cursor.element().getAttribute("aria-valuetext")!.split(": ")[1]);
      expect(Math.abs(shown - history.at(-1)!.validation[name])).toBeLessThan(0.0006);
    }
    expect(store.getState().historyMetric).toBe(countMetricNames.at(-1));
  });

  it("paints the predicted positives: the plane's upper right is the grid's last corner", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const { snapshot } = viewOf(store.getState());
    const { size } = snapshot!.grid;
    const gridLogits = Float32Array.from({ length: size * size }, (_, i) =>
      i % size > size / 2 && i / size > size / 2 ? 6 : -6,
    );
    changeSnapshot(store, { gridLogits });
    store.setState({ dotArea: "equal" });
    const canvas = screen.getByRole("main").element().querySelector("canvas")!;
    const warmth = (x: number, y: number) => {
      const [red, , blue] = canvas
        .getContext("2d")!
        .getImageData(Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data;
      return red! - blue!;
    };
    await expect.poll(() => warmth(0.97, 0.03)).toBeGreaterThan(0);
    for (const [x, y] of [
      [0.03, 0.03],
      [0.03, 0.97],
      [0.97, 0.97],
    ] as const) {
      expect(warmth(x, y)).toBeLessThan(0);
    }
  });

  it("moves the probe to the sample that is pressed", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const before = store.getState().probe;
    await screen.getByRole("application").click({ position: { x: 60, y: 200 } });
    const { probe } = store.getState();
    expect(probe.kind).toBe("sample");
    expect(probe).not.toEqual(before);
  });

  it("colours dots by the network's decision and gives them equal areas on request", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const picture = () => screen.getByRole("main").element().querySelector("canvas")!.toDataURL();
    const first = picture();
    await screen.getByRole("radio", { name: "y_pred" }).click();
    await expect.poll(picture).not.toBe(first);
    const second = picture();
    await screen.getByRole("button", { name: /The dots$/ }).click();
    await screen.getByRole("radio", { name: "equal" }).click();
    await expect.poll(picture).not.toBe(second);
    expect(store.getState()).toMatchObject({ colourBy: "predicted", dotArea: "equal" });
  });

  it("shows y_true and y_pred next to each other, as the tutorial's chapter does", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    await finish(store);
    const planes = () => [...screen.getByRole("main").element().querySelectorAll("canvas")];
    const pictures = () => planes().map((canvas) => canvas.toDataURL());
    await screen.getByRole("radio", { name: "both" }).click();
    await expect.poll(planes).toHaveLength(2);
    for (const caption of ["y_true", "y_pred"])
      await expect.element(screen.getByRole("figure").getByText(caption)).toBeVisible();
    const [left, right] = planes().map((canvas) => canvas.getBoundingClientRect());
    expect(right!.left).toBeGreaterThanOrEqual(left!.right);
    expect(right!.width).toBeCloseTo(left!.width, 0);
    // This network's answers are not the labels.
    await expect.poll(() => new Set(pictures()).size).toBe(2);
  });

  it("says which samples the plane shows, and shows the run's validation samples on request", async () => {
    const { screen, store } = await renderPanel(<TrainingPanel />);
    const { snapshot, samples } = await finish(store);
    const described = () => {
      const plane = screen.getByRole("img", { name: "The plane with the network’s decision" }).element();
      return document.getElementById(plane.getAttribute("aria-describedby")!)!.textContent!;
    };
    const counts = () => [...described().matchAll(/\d+/g)].slice(0, 2).map(([number]) => Number(number));
    const { confusion } = snapshot!.current.validation;
    const positives = confusion.truePositives + confusion.falseNegatives;
    const inTraining = samples.labels.reduce((sum, label) => sum + label, 0);
    expect(counts()).toEqual([inTraining, samples.rows - inTraining]);
    await screen.getByRole("button", { name: /^training.*The dots$/ }).click();
    await screen.getByRole("radio", { name: "validation" }).click();
    await expect.poll(counts).toEqual([positives, snapshot!.validationLogits.length - positives]);
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("button", { name: /^validation.*The dots$/ })).toBeVisible();
    // A sample that no gradient comes from becomes a free probe.
    await screen.getByRole("application").click({ position: { x: 60, y: 200 } });
    expect(store.getState().probe.kind).toBe("free");
  });
});

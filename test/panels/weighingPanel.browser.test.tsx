import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { WeighingPanel } from "../../src/panels/weighing/WeighingPanel";
import { probePoint } from "../../src/store/probe";
import { type AppState, shownSamples, shownSnapshot } from "../../src/store/state";
import { changeSnapshot, finish, smallExperiment, viewOf } from "../store/openStore";
import { renderPanel, textOf } from "./panelTest";

const probe = (state: AppState) => probePoint(state.probe, shownSamples(state), shownSnapshot(state)?.trainLogits);

describe("the weighing panel", () => {
  it("shows the tutorial's hard and easy pairs at its parameters", async () => {
    const { screen, actions } = await renderPanel(<WeighingPanel />);
    const rows = () =>
      screen
        .getByRole("table")
        .all()
        .map((each) => textOf(each.element()))
        .find((text) => text.includes("cross entropy") && text.includes("hard"));
    // The pairs are drawn after the first paint.
    await expect.poll(rows).toContain("0.6931");
    for (const value of ["0.0866", "0.125", "0.1054", "0.0005", "0.005"]) expect(rows()).toContain(value);
    const sentence = (words: RegExp) => screen.getByRole("paragraph").filter({ hasText: words });
    await expect.element(sentence(/focusing is a factor of/)).toHaveTextContent("factor of 25 between");
    // Without focusing and at α = ½ both pairs keep half.
    actions.setLossParameter("gamma", 0);
    await expect.element(sentence(/hard and easy count alike/)).toHaveTextContent("50% and 50%");
  });

  it("redraws the family after a change of parameter, and updates the curves' tables after every change", async () => {
    const { actions } = await renderPanel(<WeighingPanel />);
    const family = () => document.querySelector('[data-line="gamma 5"]')!.getAttribute("d")!;
    const table = () =>
      textOf([...document.querySelectorAll("table")].find((each) => each.textContent!.includes("Loss by"))!);
    const [drawn, written] = [family(), table()];
    actions.setLossParameter("gamma", 3);
    await expect.poll(table).not.toBe(written);
    expect(family()).toBe(drawn);
    const afterGamma = table();
    actions.setLossParameter("alpha", 0.25);
    await expect.poll(table).not.toBe(afterGamma);
    expect(family()).not.toBe(drawn);
    actions.setLossParameter("alpha", 0.75);
    actions.setLossParameter("gamma", 2);
    await expect.poll(table).toBe(written);
    expect(family()).toBe(drawn);
  });

  it("says what has no place on a logarithmic axis, and offers an axis that has", async () => {
    const { screen, store, actions } = await renderPanel(<WeighingPanel />, {
      ...smallExperiment,
      loss: { id: "hinge", parameters: {} },
    });
    actions.setCurveScale("log");
    // The hinge is 0 from the margin on, in its value and in its gradient.
    const note = screen.getByText(/^Parts of the curves are 0 or less/);
    await expect.poll(() => note.all()).toHaveLength(2);
    await screen.getByRole("button", { name: "Show on symlog" }).first().click();
    expect(store.getState().curveScale).toBe("symlog");
    await expect.poll(() => note.all()).toHaveLength(0);
    // Cross entropy is above 0 wherever the axis reaches.
    actions.selectLoss("bce-logits");
    actions.setCurveScale("log");
    await expect.poll(() => store.getState().loss?.definition.id).toBe("bce-logits");
    expect(note.all()).toHaveLength(0);
  });

  it("shows the probe's own loss and pull at the steep end, equal to the formula's", async () => {
    const { actions } = await renderPanel(<WeighingPanel />);
    const callOuts = () => [...document.querySelectorAll('[data-label="probe-positive"]')].map(textOf);
    const logit = -6;
    const p = 1 / (1 + Math.exp(-logit));
    actions.moveProbe({ kind: "free", label: 1, logit });
    const loss = 0.75 * (1 - p) ** 2 * -Math.log(p);
    const pull = 0.75 * (1 - p) ** 2 * (1 - p - 2 * p * Math.log(p));
    await expect
      .poll(() => callOuts().slice(0, 2))
      .toEqual([loss, pull].map((value) => value.toFixed(3).replace(/^0/, "")));
  });

  it("moves the probe away from its sample with the curves' handle, over p and over z", async () => {
    const { screen, store } = await renderPanel(<WeighingPanel />);
    const before = probe(store.getState())!;
    const handle = screen.getByRole("slider", { name: "Probe" });
    handle.first().element().focus();
    await userEvent.keyboard("{ArrowRight}");
    const after = probe(store.getState())!;
    expect(store.getState().probe.kind).toBe("free");
    expect(after.label).toBe(before.label);
    expect(after.logit).toBeGreaterThan(before.logit);
    await screen.getByRole("button", { name: /^over p/ }).click();
    await screen.getByRole("radio", { name: "z" }).click();
    await userEvent.keyboard("{Escape}");
    handle.first().element().focus();
    await userEvent.keyboard("{End}");
    expect(probe(store.getState())!.logit).toBeCloseTo(6, 9);
  });

  it("draws the curvature, and shades where the loss is convex, on request", async () => {
    const { screen } = await renderPanel(<WeighingPanel />);
    expect(document.querySelector('[data-part="regions"]')).toBeNull();
    await screen.getByRole("button", { name: /^over p/ }).click();
    await screen.getByRole("radio", { name: "Curvature" }).click();
    await screen.getByRole("radio", { name: "m" }).click();
    await expect.element(screen.getByRole("img", { name: "Curvature by prediction" })).toBeInTheDocument();
    // Focal loss is not convex in the logit: the shading ends before the axis does.
    const shade = document.querySelector('[data-part="regions"] rect')!.getBoundingClientRect();
    const plot = screen.getByRole("img", { name: "Loss by prediction" }).element().getBoundingClientRect();
    expect(shade.left).toBeGreaterThan(plot.left + plot.width / 5);
    expect(document.querySelector('[data-label="region"]')?.textContent).toBe("convex, y = 1");
  });

  it("draws other losses, and this one at other values, among the curves by name", async () => {
    const { screen, actions } = await renderPanel(<WeighingPanel />);
    await screen.getByRole("button", { name: /^compare/ }).click();
    await screen.getByRole("button", { name: "Pin this loss as it is now" }).click();
    await screen.getByRole("searchbox").fill("hinge");
    await screen.getByRole("button", { name: "Hinge loss" }).click();
    actions.setLossParameter("gamma", 5);
    const names = () => [...document.querySelectorAll('[data-label^="overlay-"]')].map((label) => label.textContent);
    // On both charts.
    await expect.poll(names).toEqual(["focal loss γ = 2", "hinge", "focal loss γ = 2", "hinge"]);
    await screen.getByRole("button", { name: "Remove hinge" }).click();
    await expect.poll(names).toEqual(["focal loss γ = 2", "focal loss γ = 2"]);
  });

  it("shows where float32 has lost a gradient, with numbers that follow the cursor", async () => {
    const { screen } = await renderPanel(<WeighingPanel />);
    await screen.getByRole("button", { name: "stability" }).click();
    const rows = () =>
      [...document.querySelectorAll('[role="dialog"] tbody tr')].map((row) =>
        [...row.querySelectorAll("td")].map(textOf),
      );
    await expect.poll(rows).toHaveLength(4);
    await screen.getByRole("radio", { name: "BCE · BCEWithLogits" }).click();
    // At z = 20 on the wrong side: clamped without a gradient in float32, with one in float64 and
    // on the logit.
    await expect.poll(rows).toEqual([
      ["100", "0"],
      ["20", "1"],
      ["20", "1"],
      ["20", "1"],
    ]);
    const cursor = screen.getByRole("dialog").getByRole("slider", { name: "Logit to read at" }).first();
    cursor.element().focus();
    await userEvent.keyboard("{Home}");
    // e⁻¹²⁰: less than any float32.
    await expect
      .poll(() => rows().slice(2))
      .toEqual([
        ["0", "0"],
        ["7.668e−53", "7.668e−53"],
      ]);
    expect(screen.getByRole("dialog").element().innerHTML).not.toMatch(/="[^"]*(NaN|Infinity)/);
  });

  it("moves the probe with a pointer on the curves", async () => {
    const { screen, store } = await renderPanel(<WeighingPanel />);
    const chart = screen.getByRole("img", { name: "Loss by prediction" });
    const { width, height } = chart.element().getBoundingClientRect();
    await chart.click({ position: { x: width * 0.85, y: height / 3 } });
    const point = probe(store.getState())!;
    expect(1 / (1 + Math.exp(-point.logit))).toBeGreaterThan(0.6);
  });

  it("measures on the weight chart how easy a sample is for its own class", async () => {
    const { screen, store, actions } = await renderPanel(<WeighingPanel />);
    actions.moveProbe({ kind: "free", label: 0, logit: 0 });
    const handles = screen.getByRole("slider", { name: "Probe" });
    await expect.poll(() => handles.all().length).toBe(3);
    handles.last().element().focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(probe(store.getState())).toMatchObject({ label: 0, logit: expect.closeTo(-0.04, 2) });
  });

  it("counts samples beyond the handle as easy in the shares of the gradient", async () => {
    const { screen, store } = await renderPanel(<WeighingPanel />);
    const { snapshot } = viewOf(store.getState());
    // p_t from .02 to .98, so that the handle always has samples on both sides.
    const trainLogits = snapshot!.trainLogits.map((_, i) => 4 * Math.sin(i));
    changeSnapshot(store, { trainLogits });
    const easy = () => shares(screen.getByRole("img", { name: "Who drives the gradient" }).element());
    await expect.poll(easy).not.toHaveLength(0);
    const before = easy();
    screen.getByRole("slider", { name: "Where easy begins" }).element().focus();
    await userEvent.keyboard("{End}");
    expect(store.getState().easyAbove).toBeGreaterThan(0.9);
    await expect.poll(easy).not.toEqual(before);
  });

  it("divides each row of shares among all samples", async () => {
    const { screen, store } = await renderPanel(<WeighingPanel />);
    await finish(store);
    const table = screen
      .getByRole("table")
      .all()
      .map((each) => each.element())
      .find((each) => textOf(each).includes("easy negatives"))!;
    const rows = [...table.querySelectorAll("tbody tr")].map((row) =>
      [...textOf(row).matchAll(/([\d.]+)%/g)].map(([, number]) => Number(number)),
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(row).toHaveLength(3);
      // Each share is rounded to a whole percent, or to a tenth below ten.
      expect(Math.abs(row.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThanOrEqual(1.5);
    }
    const { samples } = viewOf(store.getState());
    const positives = samples.labels.reduce((sum, label) => sum + label, 0) / samples.rows;
    expect(rows[0]).toContain(Math.round(100 * positives));
  });

  it("shows no broken number if the network's logits are extremely large", async () => {
    const { screen, store } = await renderPanel(<WeighingPanel />, smallExperiment);
    const { snapshot } = viewOf(store.getState());
    const trainLogits = snapshot!.trainLogits.map(
      (_, i) => [Number.NaN, 1e38, -1e38, Number.POSITIVE_INFINITY][i % 4]!,
    );
    changeSnapshot(store, { trainLogits });
    await expect.poll(() => viewOf(store.getState()).snapshot!.trainLogits).toBe(trainLogits);
    const main = screen.getByRole("main").element();
    await expect.poll(() => textOf(main)).not.toMatch(/NaN|Infinity|undefined/);
    expect(main.innerHTML).not.toMatch(/="[^"]*(NaN|Infinity)/);
  });
});

function shares(chart: Element): string[] {
  return [...chart.querySelectorAll("[data-row] *")].map((part) => part.outerHTML);
}

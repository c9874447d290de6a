import { describe, expect, it } from "vitest";
import { losses } from "../../src/losses";
import { LearningPanel } from "../../src/panels/learning/LearningPanel";
import { LossPanel } from "../../src/panels/loss/LossPanel";
import { WeighingPanel } from "../../src/panels/weighing/WeighingPanel";
import { brokenNumbers } from "../charts/chartTest";
import { smallExperiment, until } from "../store/openStore";
import { renderPanel } from "./panelTest";

function Page() {
  return (
    <>
      <LossPanel />
      <WeighingPanel />
      <LearningPanel />
    </>
  );
}

describe.each(losses.map(({ id }) => id))("the page with %s", (id) => {
  it("draws formula, curves, weights, table and field, and trains an epoch", async () => {
    const { store, screen, actions } = await renderPanel(<Page />);
    actions.selectLoss(id);
    await until(store, ({ loss, status }) => loss?.definition.id === id && status === "ready");
    const main = screen.getByRole("main").element();
    const drawn = () => [...main.querySelectorAll("path[data-line]")].map((path) => path.getAttribute("d") ?? "");
    for (const axis of ["logit", "probability"] as const) {
      actions.setCurveAxis(axis);
      await expect.poll(() => drawn().filter((path) => path.length > 100).length).toBeGreaterThanOrEqual(8);
      expect(brokenNumbers(main)).toEqual([]);
    }
    await expect.poll(() => main.querySelectorAll(".katex-display").length, { timeout: 5000 }).toBe(2);
    expect(main.querySelector(".katex-error")).toBeNull();
    expect(main.querySelector("canvas")!.width).toBeGreaterThan(100);
    expect(main.querySelectorAll("table").length).toBeGreaterThanOrEqual(5);

    actions.finishEpoch();
    const { snapshot } = await until(store, ({ status }) => status === "paused");
    expect(snapshot!.epoch).toBe(1);
    for (const set of [snapshot!.current.train, snapshot!.current.validation]) {
      const { confusion, ...figures } = set;
      expect(Object.values(figures).every(Number.isFinite)).toBe(true);
    }
    await expect.poll(() => brokenNumbers(main)).toEqual([]);
    expect(smallExperiment.loss.id).toBe("focal");
  });
});

it("a network on any loss moves positives and negatives apart", async () => {
  const { store, actions } = await renderPanel(<Page />);
  actions.setPace("full");
  for (const { id } of losses) {
    actions.changeExperiment((old) => ({
      ...old,
      loss: { id, parameters: {} },
      dataset: { ...old.dataset, positives: 120 },
      epochs: 30,
    }));
    actions.startTraining();
    await until(store, ({ status }) => status === "preparing");
    const { snapshot } = await until(store, ({ status }) => status === "finished");
    expect(snapshot!.current.train.auc, id).toBeGreaterThan(0.85);
  }
});

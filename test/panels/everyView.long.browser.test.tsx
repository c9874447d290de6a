import { describe, expect, it } from "vitest";
import { losses, networkFit } from "../../src/losses";
import { LossPanel } from "../../src/panels/loss/panel/LossPanel";
import { TrainingPanel } from "../../src/panels/training/TrainingPanel";
import { WeighingPanel } from "../../src/panels/weighing/WeighingPanel";
import { brokenNumbers } from "../charts/chartTest";
import { until } from "../store/openStore";
import { renderPanel } from "./panelTest";

function Page() {
  return (
    <>
      <LossPanel />
      <WeighingPanel />
      <TrainingPanel />
    </>
  );
}

/** One loss of each view, and of each form of prediction that has curves. */
const shown = [
  "focal",
  "cross-entropy",
  "dice",
  "lovasz-hinge",
  "triplet-margin",
  "margin-ranking",
  "kl-div",
  "ctc",
  "adaptive-log-softmax",
  "poisson-nll",
  "linear-cross-entropy",
] as const;

/** Time to load code, compile a source in the worker and draw a first picture. */
const VIEW_MS = 8000;

describe.each(shown)("the page with %s", (id) => {
  it("draws the loss's view, and trains an epoch if a network fits", async () => {
    const { store, screen, actions } = await renderPanel(<Page />);
    actions.selectLoss(id);
    const fit = networkFit(losses.find((loss) => loss.id === id)!);
    const rest = fit.trains ? "ready" : "unfit";
    await until(store, ({ loss, phase }) => loss?.definition.id === id && phase === rest);
    const main = screen.getByRole("main").element();
    await expect.poll(() => main.querySelectorAll("[aria-busy=true]").length, { timeout: VIEW_MS }).toBe(0);
    const middle = screen.getByRole("region", { name: "How it weights samples" }).element();
    await expect.poll(() => middle.textContent!.length, { timeout: VIEW_MS }).toBeGreaterThan(80);
    if (id !== "linear-cross-entropy")
      await expect.poll(() => middle.querySelectorAll("svg").length, { timeout: VIEW_MS }).toBeGreaterThan(0);
    expect(brokenNumbers(main)).toEqual([]);
    expect(main.querySelector(".katex-error")).toBeNull();
    expect(main.querySelector("canvas")!.width).toBeGreaterThan(100);

    if (!fit.trains) {
      await expect.poll(() => main.textContent).toContain("does not fit the network");
      actions.startTraining();
      expect(store.getState().run.phase).toBe("unfit");
      return;
    }
    actions.finishEpoch();
    const { snapshot } = await until(store, ({ phase }) => phase === "paused");
    expect(snapshot!.epoch).toBe(1);
    for (const set of [snapshot!.current.train, snapshot!.current.validation]) {
      const { confusion, ...values } = set;
      expect(Object.values(values).every(Number.isFinite)).toBe(true);
    }
    await expect.poll(() => brokenNumbers(main)).toEqual([]);
  });
});

describe("after a loss that fits no network", () => {
  it("the samples are still on the plane, and the next loss that fits trains", async () => {
    const { store, actions } = await renderPanel(<Page />);
    await until(store, ({ phase }) => phase === "ready");
    actions.selectLoss("triplet-margin");
    expect(store.getState().run.phase).toBe("unfit");
    actions.changeExperiment((old) => ({ ...old, dataset: { ...old.dataset, positives: 33, negatives: 77 } }));
    await until(store, ({ samples }) => samples.rows === Math.round(0.7 * 110));
    expect(store.getState().run.phase).toBe("unfit");
    actions.selectLoss("cross-entropy");
    await until(store, ({ phase }) => phase === "ready");
    actions.finishEpoch();
    const { snapshot } = await until(store, ({ phase }) => phase === "paused");
    expect(snapshot!.epoch).toBe(1);
  });
});

it("a network on a loss moves positives and negatives apart", async () => {
  const { store, actions } = await renderPanel(<Page />);
  actions.setPace("full");
  for (const id of ["focal", "cross-entropy", "nll", "ghm-c"]) {
    actions.changeExperiment((old) => ({
      ...old,
      loss: { id, parameters: {} },
      dataset: { ...old.dataset, positives: 120 },
      epochs: 30,
    }));
    actions.startTraining();
    await until(store, ({ phase }) => phase === "preparing");
    const { snapshot } = await until(store, ({ phase }) => phase === "finished");
    expect(snapshot!.current.train.auc, id).toBeGreaterThan(0.85);
  }
});

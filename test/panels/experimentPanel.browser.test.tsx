import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { ExperimentPanel } from "../../src/panels/experiment/ExperimentPanel";
import { until } from "../store/openStore";
import { renderPanel, textOf } from "./panelTest";

async function renderExperiment() {
  const rendered = await renderPanel(<ExperimentPanel />, tutorialExperiment, 304);
  const { screen, store } = rendered;
  const set = async (label: string, text: string) => {
    await screen.getByRole("spinbutton", { name: label }).fill(text);
    await userEvent.keyboard("{Enter}");
  };
  const open = async (name: RegExp) => {
    await screen.getByRole("button", { name }).click();
    const dialog = screen.getByRole("dialog");
    await expect.element(dialog).toBeVisible();
    return dialog;
  };
  return { ...rendered, set, open, experiment: () => store.getState().experiment };
}

describe("the experiment's sentence", () => {
  it("describes the tutorial's experiment", async () => {
    const { screen } = await renderExperiment();
    const sentence = textOf(
      screen
        .getByText(/^Two concentric rings/)
        .element()
        .closest("p")!,
    );
    expect(sentence).toMatch(/61 parameters/);
    expect(sentence).toMatch(/2–4–8–1 ReLU/);
  });

  it("changes each of its numbers separately, and starts a new run", async () => {
    const { set, experiment, store } = await renderExperiment();
    for (const [label, text, change] of [
      ["Number of positives", "300", { dataset: { positives: 300 } }],
      ["Number of negatives", "4000", { dataset: { negatives: 4000 } }],
      ["Standard deviation of the radius", "1.5", { dataset: { standardDeviation: 1.5 } }],
      ["Share of samples for training", "50", { trainFraction: 0.5 }],
      ["Learning rate", "0.1", { optimizer: { learningRate: 0.1 } }],
      ["L1 coefficient", "0.002", { regularisation: { l1: 0.002 } }],
      ["L2 coefficient", "0", { regularisation: { l2: 0 } }],
      ["Batch size", "50", { batchSize: 50 }],
      ["Epochs", "12", { epochs: 12 }],
    ] as const) {
      const before = experiment();
      await set(label, text);
      expect(experiment()).toMatchObject(change);
      expect(changedFields(before, experiment())).toHaveLength(1);
      const { snapshot } = await until(store, ({ phase }) => phase === "ready");
      expect(snapshot!.step).toBe(0);
    }
  });
});

describe("a popover of the sentence", () => {
  it("sets the rings' radii", async () => {
    const { open, set, experiment } = await renderExperiment();
    await open(/The data$/);
    await set("Radius of the positives", "4");
    await set("Radius of the negatives", "9");
    expect(experiment().dataset).toMatchObject({ positiveRadius: 4, negativeRadius: 9 });
  });

  it("shows the tutorial's model summary, and changes layers and activation", async () => {
    const { open, set, experiment, screen } = await renderExperiment();
    const dialog = await open(/^2–4–8–1 ReLU.*The network$/);
    const rows = () => [...dialog.element().querySelectorAll("tbody tr")].map((row) => textOf(row));
    await expect
      .poll(() => rows().map((row) => row.match(/\d+$/)?.[0]))
      .toEqual(expect.arrayContaining(["12", "40", "9", "61"]));
    await set("Width of hidden layer 1", "5");
    expect(experiment().model.hidden).toEqual([5, 8]);
    await screen.getByRole("button", { name: "Add a hidden layer" }).click();
    expect(experiment().model.hidden).toEqual([5, 8, 8]);
    await screen.getByRole("button", { name: "Remove hidden layer 2" }).click();
    expect(experiment().model.hidden).toEqual([5, 8]);
    await expect.poll(() => rows().at(-1)).toMatch(/72$/);
    await screen.getByRole("combobox", { name: "Activation" }).click();
    await screen.getByRole("option", { name: "leaky ReLU" }).click();
    await set("Slope below zero", "0.2");
    expect(experiment().model).toMatchObject({ activation: "leaky_relu", negativeSlope: 0.2 });
  });

  it.each([
    ["SGD", ["Momentum", "Dampening"], ["Nesterov momentum"], 0.1],
    ["AdamW", ["β₁", "β₂", "ε"], ["AMSGrad"], 0.01],
    ["RMSprop", ["Smoothing α", "ε", "Momentum"], ["centered"], 0.01],
    ["Adagrad", ["Rate decay", "Initial accumulator", "ε"], [], 0.1],
    ["Adam", ["β₁", "β₂", "ε"], ["AMSGrad"], 0.01],
  ])("gives %s its own fields and trains with it", async (name, numbers, flags, learningRate) => {
    const { open, set, experiment, screen, store, actions } = await renderExperiment();
    const dialog = await open(/^Adam.*Optimiser$/);
    if (name !== "Adam") {
      await dialog.getByRole("combobox", { name: "Optimiser" }).click();
      await screen.getByRole("option", { name }).click();
    }
    expect(experiment().optimizer).toMatchObject({ name, learningRate });
    const labels = () => [...dialog.element().querySelectorAll("input[aria-label]")].map((input) => input.ariaLabel);
    await expect.poll(labels).toEqual([...numbers, "Weight decay"]);
    expect(dialog.getByRole("switch").all()).toHaveLength(flags.length);
    await set("Weight decay", "0.02");
    await dialog.getByRole("radio", { name: "weights only" }).click();
    expect(experiment().optimizer).toMatchObject({ weightDecay: 0.02, weightDecayScope: "weights" });
    await until(store, ({ phase }) => phase === "ready");
    actions.takeStep();
    const { snapshot } = await until(store, ({ phase }) => phase === "paused");
    expect(snapshot!.parameters.every(Number.isFinite)).toBe(true);
  });

  it("offers Nesterov's momentum only with momentum, and switches it off without", async () => {
    const { open, set, experiment, screen } = await renderExperiment();
    const dialog = await open(/^Adam.*Optimiser$/);
    await dialog.getByRole("combobox", { name: "Optimiser" }).click();
    await screen.getByRole("option", { name: "SGD" }).click();
    const nesterov = dialog.getByRole("switch", { name: "Nesterov momentum" });
    await expect.element(nesterov).toBeDisabled();
    await set("Momentum", "0.9");
    await nesterov.click();
    expect(experiment().optimizer).toMatchObject({ momentum: 0.9, nesterov: true });
    await set("Momentum", "0");
    expect(experiment().optimizer).toMatchObject({ momentum: 0, nesterov: false });
  });

  it("sets one seed, or all seeds to the next", async () => {
    const { open, set, experiment } = await renderExperiment();
    const dialog = await open(/^four seeds.*Seeds$/);
    await set("Split", "7");
    expect(experiment().seeds).toEqual({ data: 0, split: 7, weights: 2, order: 0 });
    await dialog.getByRole("button", { name: "Next seed" }).click();
    expect(experiment().seeds).toEqual({ data: 8, split: 8, weights: 8, order: 8 });
  });
});

function changedFields(before: object, after: object): string[] {
  const fields = (object: object, path = ""): string[] =>
    Object.entries(object).flatMap(([key, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? fields(value, `${path}${key}.`)
        : [`${path}${key}=${JSON.stringify(value)}`],
    );
  const known = new Set(fields(before));
  return fields(after).filter((field) => !known.has(field));
}

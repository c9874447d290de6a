import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { numericParameters } from "../../src/language";
import { type LossDefinition, losses } from "../../src/losses";
import { LossPanel } from "../../src/panels/loss/panel/LossPanel";
import { axeViolations } from "../controls/axeViolations";
import { smallExperiment, until, viewOf } from "../store/openStore";
import { renderPanel, textOf } from "./panelTest";

const formulas = (root: Element) => [...root.querySelectorAll(".katex annotation")].map((tex) => textOf(tex));

async function renderLoss(loss = smallExperiment.loss) {
  const rendered = await renderPanel(<LossPanel />, { ...smallExperiment, loss }, 304);
  const main = rendered.screen.getByRole("main").element();
  await expect.poll(() => formulas(main).length).toBeGreaterThan(2);
  const numbers = () => formulas(main).find((tex) => tex.includes("\\phantom{L}")) ?? "";
  return { ...rendered, main, numbers };
}

describe("the loss panel", () => {
  it("typesets the formula in symbols, and its definitions to unfold", async () => {
    const { main } = await renderLoss();
    const loss = () => formulas(main).find((tex) => tex.startsWith("L = "));
    await expect.poll(loss).toMatch(/\\gamma/);
    const definitions = () => formulas(main).filter((tex) => /^(p_|\\alpha_)[^,]* = /.test(tex));
    await expect.poll(definitions).toHaveLength(2);
    expect(main.querySelector(".katex-error")).toBeNull();
  });

  it("writes the probe's loss with numbers that follow the probe and the parameters", async () => {
    const { numbers, store, actions } = await renderLoss();
    actions.moveProbe({ kind: "free", label: 1, logit: 0 });
    // 0.75 · 0.5² · ln 2 = 0.12997
    await expect.poll(numbers).toMatch(/\\mathbf\{0\.13\}$/);
    actions.setLossParameter("gamma", 0);
    await expect.poll(numbers).toMatch(/\\mathbf\{0\.52\}$/);
    actions.moveProbe({ kind: "free", label: 0, logit: 0 });
    await expect.poll(numbers).toMatch(/\\mathbf\{0\.173\}$/);
    expect(viewOf(store.getState()).snapshot!.step).toBe(0);
  });

  it("works no loss of a whole batch with the probe alone, and says why", async () => {
    const { screen, main, numbers, store, actions } = await renderLoss();
    const ofBatch = losses.filter((loss: LossDefinition) => loss.view === "batch").map(({ id }) => id);
    expect(ofBatch.length).toBeGreaterThan(8);
    for (const id of ofBatch) {
      actions.selectLoss(id);
      await expect.poll(() => store.getState().loss?.definition.id, { timeout: 10_000 }).toBe(id);
      await expect.element(screen.getByText(/^A single sample has no value here/)).toBeVisible();
      expect(numbers(), id).toBe("");
      expect(textOf(main), id).not.toContain("at the probe");
    }
  });

  it("gives losses on labels −1 and 1 the negative label −1", async () => {
    const { numbers, actions } = await renderLoss({ id: "hinge", parameters: {} });
    actions.moveProbe({ kind: "free", label: 0, logit: 2 });
    // max(0, 1 − (−1) · 2) = 3
    await expect.poll(numbers).toMatch(/\\mathbf\{3\}$/);
  });

  it("changes a parameter with a slider's keys, landmarks and double-click, and the run follows", async () => {
    const { screen, store } = await renderLoss();
    const gamma = screen.getByRole("slider", { name: "focusing" });
    const value = () => store.getState().experiment.loss.parameters.gamma;
    gamma.element().focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(value()).toBe(2.05);
    await userEvent.keyboard("{Home}");
    expect(value()).toBe(0);
    const tuned = await until(store, ({ snapshot }) => snapshot!.current.train.loss > 0.2);
    expect(tuned.phase).toBe("ready");
    await userEvent.dblClick(gamma.element().closest("[title]")!);
    expect(value()).toBe(2);
  });

  it("shows the source with the present values, and copies it as a runnable file", async () => {
    const { screen, actions } = await renderLoss();
    const source = screen.getByRole("region", { name: "Its source" });
    await expect.element(source).toHaveTextContent("alpha=0.75, gamma=2.0");
    actions.setLossParameter("gamma", 3);
    actions.setLossParameter("alpha", 0.123456789);
    await expect.element(source).toHaveTextContent("alpha=0.123456789, gamma=3.0");
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await screen.getByRole("button", { name: "Copy" }).click();
    const copied = write.mock.calls[0]![0];
    write.mockRestore();
    expect(copied).toMatch(
      /^import torch\nimport torch\.nn\.functional as F\n\n\ndef focal_loss\(p, y, alpha=0\.123456789/,
    );
    await expect.element(screen.getByRole("button", { name: "Copied" })).toBeVisible();
  });

  it("lists the losses by task, finds one by another name, and selects it", async () => {
    const { screen, store } = await renderLoss();
    await userEvent.keyboard("/");
    await userEvent.fill(screen.getByPlaceholder("Search losses"), "torchvision");
    await screen.getByRole("option", { name: /Focal loss with logits/ }).click();
    const { loss, experiment } = await until(store, (state) => state.loss!.definition.id === "sigmoid-focal");
    expect(numericParameters(loss!.program!, experiment.loss.parameters)).toEqual({ alpha: 0.25, gamma: 2 });
    await expect.element(screen.getByText(/Class imbalance ·/)).toBeVisible();
  });

  it("finds a loss by its Chinese name on an English page, with its note, and marks losses that do not fit the rings", async () => {
    const { screen } = await renderLoss();
    await userEvent.keyboard("/");
    const search = screen.getByPlaceholder("Search losses");
    await userEvent.fill(search, "合页");
    await expect.element(screen.getByRole("option", { name: /Hinge loss/ }).first()).toHaveTextContent("margin");
    await userEvent.fill(search, "KLDivLoss");
    const divergence = screen.getByRole("option").first();
    await expect.element(divergence).toHaveTextContent("not trainable here");
    await expect.element(divergence).toHaveAttribute("aria-description", expect.stringContaining("distributions"));
    await expect.element(screen.getByText(/^It compares two whole distributions/)).toBeVisible();
  });

  it("shows choices as segments, and a list's numbers as sliders", async () => {
    const { screen, store } = await renderLoss({ id: "dice", parameters: {} });
    await screen.getByRole("radiogroup", { name: "squared denominator" }).getByRole("radio", { name: "True" }).click();
    expect(store.getState().experiment.loss.parameters).toEqual({ squared: true });
    await expect.element(screen.getByRole("region", { name: "Its source" })).toHaveTextContent("squared=True");
    store.actions.selectLoss("ldam");
    const count = screen.getByRole("slider", { name: /samples in class₊/ });
    await expect.element(count).toBeVisible();
    count.element().focus();
    await userEvent.keyboard("{Home}");
    expect(store.getState().experiment.loss.parameters).toEqual({
      "samples_per_class[0]": 120,
      "samples_per_class[1]": 1,
    });
    await expect.element(screen.getByRole("region", { name: "Its source" })).toHaveTextContent("(120, 1)");
  });
});

describe("the card about a loss", () => {
  it("describes the loss, reduces four samples with it, writes it as a class, and has no faults that axe finds", async () => {
    const { screen } = await renderLoss();
    await screen.getByRole("button", { name: "About this loss" }).click();
    const card = screen.getByRole("dialog", { name: "Focal loss" });
    await expect.element(card).toBeVisible();
    const paper = card.getByRole("link", { name: /Lin et al/ });
    await expect.element(paper).toHaveAttribute("rel", expect.stringContaining("noreferrer"));
    // 0.75 · 0.1² · −ln 0.9
    await expect.element(card.getByRole("cell", { name: "0.00079" })).toBeVisible();
    await card.getByRole("radio", { name: "Class" }).click();
    await expect
      .element(card.getByRole("region", { name: "In PyTorch" }).last())
      .toHaveTextContent("self.gamma = gamma");
    await card.getByRole("button", { name: /Which class gets α/ }).click();
    await expect.element(card.getByText(/alpha_by_class/)).toBeVisible();
    await card.getByRole("slider", { name: "balance" }).fill("0.8");
    // 0.8 / 0.2
    await expect.element(card.getByText("4")).toBeVisible();
    expect(await axeViolations()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(card).not.toBeInTheDocument();
  });
});

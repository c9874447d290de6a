import type { ReactElement } from "react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { LocaleProvider, loadLaterTexts, startLocale } from "../../../src/i18n";
import type { ParameterValues } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import type { LossDefinition } from "../../../src/losses";
import { dice } from "../../../src/losses/batch/dice";
import { ghmC } from "../../../src/losses/batch/ghmC";
import { lovaszHinge } from "../../../src/losses/batch/lovaszHinge";
import { ohem } from "../../../src/losses/batch/ohem";
import { pairwiseAuc } from "../../../src/losses/batch/pairwiseAuc";
import { softMcc } from "../../../src/losses/batch/softMcc";
import { adaptiveLogSoftmax } from "../../../src/losses/classes/adaptiveLogSoftmax";
import { ColumnLoss } from "../../../src/losses/columnLoss";
import { klDivergence } from "../../../src/losses/distribution/klDivergence";
import { ctc } from "../../../src/losses/sequence/ctc";
import { BatchView } from "../../../src/panels/lossPictures/BatchView";
import { ClustersView } from "../../../src/panels/lossPictures/ClustersView";
import { DistributionsView } from "../../../src/panels/lossPictures/DistributionsView";
import { LatticeView } from "../../../src/panels/lossPictures/LatticeView";
import { axeFindings, brokenNumbers } from "../../charts/chartTest";
import { textOf } from "../panelTest";

/** As narrow as a phone's column, where labels are most crowded. */
const NARROW_PX = 340;

async function renderView(view: ReactElement, widthPx = 520) {
  await startLocale();
  await loadLaterTexts();
  const screen = await render(
    <LocaleProvider>
      <main style={{ width: widthPx, padding: 24 }}>{view}</main>
    </LocaleProvider>,
  );
  const main = screen.getByRole("main").element();
  return { screen, main, said: () => textOf(main.querySelector("p")!) };
}

async function expectSound(main: Element) {
  expect(brokenNumbers(main)).toEqual([]);
  expect(await axeFindings(main)).toEqual([]);
  const { right } = main.getBoundingClientRect();
  for (const text of main.querySelectorAll("svg text")) expect(text.getBoundingClientRect().right).toBeLessThan(right);
}

function batchView(definition: LossDefinition) {
  const program = compileLoss(definition.source);
  const parameters: Record<string, number> = {};
  for (const { name, default: value } of program.parameters) if (typeof value === "number") parameters[name] = value;
  const samples = { logits: new Float32Array([2, -1, -3]), labels: new Uint8Array([1, 0, 0]) };
  return <BatchView {...{ definition, program, samples }} parameters={parameters as ParameterValues} />;
}

describe("the view of a batch", () => {
  it("announces the new loss when a sample is moved with the keys, and takes samples of the run", async () => {
    const { screen, main, said } = await renderView(batchView(dice));
    expect(said()).toContain("Loss 0.372");
    screen.getByRole("slider", { name: "Sample 5, y = 1" }).element().focus();
    await userEvent.keyboard("{End}");
    // TP rises by .859 of 1, and so does the sum of predictions: 1 − (2·3.749 + 1) / (3.749 + 1.91
    // + 5 + 1)
    await expect.poll(said).toContain("Loss 0.271");
    await screen.getByRole("radio", { name: "from this run" }).click();
    await expect.poll(said).toContain("over 3 samples");
    await expectSound(main);
  });

  it.each([ghmC, ohem, lovaszHinge, pairwiseAuc, softMcc])(
    "draws the sums of $id in a narrow column",
    async (definition) => {
      const { screen, main } = await renderView(batchView(definition), NARROW_PX);
      await expect.poll(() => screen.getByRole("img").all().length).toBe(2);
      await expectSound(main);
    },
  );
});

describe("the view of distributions", () => {
  it("moves probability from bin to bin with the keys, and announces the loss", async () => {
    const inputs = { input: { differentiable: true, shape: [5] }, target: { differentiable: false, shape: [5] } };
    const loss = new ColumnLoss(compileLoss(klDivergence.source, { inputs }));
    const { screen, main, said } = await renderView(
      <DistributionsView definition={klDivergence} loss={loss} parameters={{}} />,
      NARROW_PX,
    );
    expect(said()).toContain("Loss 0.302");
    const handle = screen.getByRole("slider", { name: "Q of bin 4" }).element();
    handle.focus();
    await userEvent.keyboard("{PageUp}");
    await expect.poll(said).not.toContain("Loss 0.302");
    expect(handle.getAttribute("aria-valuetext")).toBe(".17");
    await expectSound(main);
  });
});

describe("the view of alignments", () => {
  it("counts the alignments of a typed word, and says when none fits", async () => {
    const { screen, main, said } = await renderView(<LatticeView definition={ctc} parameters={{}} />, NARROW_PX);
    expect(said()).toContain("210 alignments");
    screen
      .getByRole("slider", { name: /^Probability of b at/ })
      .element()
      .focus();
    const before = said();
    await userEvent.keyboard("{PageUp}");
    await expect.poll(said).not.toBe(before);
    await screen.getByRole("textbox", { name: /^Target word/ }).fill("aaz");
    // C(8 + 2 − 1, 4) ways for two equal letters.
    await expect.poll(said).toContain("126 alignments");
    await screen.getByRole("spinbutton", { name: "Number of time steps" }).fill("2");
    await userEvent.keyboard("{Enter}");
    await expect.poll(said).toContain("the loss is ∞");
    await expectSound(main);
  });
});

describe("the view of clusters", () => {
  it("moves a cutoff and the chosen class with the keys", async () => {
    const { screen, main, said } = await renderView(
      <ClustersView definition={adaptiveLogSoftmax} parameters={{}} />,
      NARROW_PX,
    );
    expect(said()).toContain("3,339 multiplications");
    screen.getByRole("slider", { name: "Cutoff 1" }).element().focus();
    await userEvent.keyboard("{PageUp}");
    await expect.poll(said).not.toContain("3,339");
    screen.getByRole("slider", { name: "Chosen class" }).element().focus();
    await userEvent.keyboard("{Home}");
    await expect.element(screen.getByText(/No tail is computed/)).toBeVisible();
    await expectSound(main);
  });
});

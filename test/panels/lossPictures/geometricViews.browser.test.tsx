import type { FunctionComponent } from "react";
import { expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { LocaleProvider, loadLaterTexts, startLocale } from "../../../src/i18n";
import { crossEntropy } from "../../../src/losses/classes/crossEntropy";
import { tripletMargin } from "../../../src/losses/embedding/tripletMargin";
import { marginRanking } from "../../../src/losses/ranking/marginRanking";
import { ScoresView } from "../../../src/panels/lossPictures/ScoresView";
import { type LossViewProps, SimplexView } from "../../../src/panels/lossPictures/SimplexView";
import { VectorsView } from "../../../src/panels/lossPictures/VectorsView";
import { brokenNumbers } from "../../charts/chartTest";
import { axeViolations } from "../../controls/axeViolations";
import { textOf } from "../panelTest";
import { columnLossOf } from "./columnLossOf";
import "../../../src/styles/fonts.css";
import "../../../src/styles/index.css";

async function renderView(View: FunctionComponent<LossViewProps>, given: LossViewProps) {
  await startLocale();
  await loadLaterTexts();
  const screen = await render(
    <LocaleProvider>
      <main style={{ width: 520, padding: 24 }}>
        <View {...given} />
      </main>
    </LocaleProvider>,
  );
  const main = screen.container.querySelector("main")!;
  return { screen, main, sentence: () => textOf(main.querySelector("p")!) };
}

it("moves the prediction in the triangle by keys, and calculates the tutorial's example in both forms to 0.5493", async () => {
  const { screen, main, sentence } = await renderView(SimplexView, columnLossOf(crossEntropy));
  const before = sentence();
  (screen.getByRole("slider", { name: "The network’s answer" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowLeft>5/}");
  expect(sentence()).not.toBe(before);
  expect(brokenNumbers(main)).toEqual([]);

  await screen.getByRole("radio", { name: "2" }).click();
  await expect.element(screen.getByRole("columnheader", { name: "class 2" })).toHaveAttribute("data-picked");

  await screen.getByRole("button", { name: "the tutorial’s example" }).click();
  const mean = screen.getByRole("paragraph").filter({ hasText: /Mean of the two/ });
  await expect.element(mean).toBeVisible();
  expect(textOf(mean.element()).match(/0\.5493/g)).toHaveLength(2);
  expect(await axeViolations(main)).toEqual([]);
});

it("moves a vector by keys, and draws the loss as a function of the vector that is dragged", async () => {
  const { screen, main, sentence } = await renderView(VectorsView, columnLossOf(tripletMargin));
  expect(sentence()).toMatch(/moves negative away from anchor/);
  (screen.getByRole("slider", { name: "Vector positive" }).element() as HTMLElement).focus();
  await expect.poll(sentence).toMatch(/moves positive towards anchor/);
  const before = sentence();
  await userEvent.keyboard("{ArrowUp>4/}");
  expect(sentence()).not.toBe(before);
  expect(brokenNumbers(main)).toEqual([]);
  expect(await axeViolations(main)).toEqual([]);
});

it("moves two scores by keys until the margin is reached, then shows a gradient of 0", async () => {
  const { screen, main, sentence } = await renderView(ScoresView, columnLossOf(marginRanking, { margin: 0.5 }));
  expect(sentence()).toMatch(/input1 trails input2 by 1\.20; the loss is 1\.700/);
  (screen.getByRole("slider", { name: "The two scores" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}{ArrowRight>3/}{/Shift}");
  expect(sentence()).toMatch(/input1 leads input2 by 0\.60; the loss is \.000/);
  expect(sentence()).toMatch(/no gradient/);
  expect(brokenNumbers(main)).toEqual([]);
  expect(await axeViolations(main)).toEqual([]);
});

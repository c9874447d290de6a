import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import type { CatalogueLoss } from "../../../src/losses";
import { LossCardButton } from "../../../src/panels/loss/card/LossCardButton";
import { renderPanel } from "../panelTest";

/** The card of a loss, opened. */
async function openCard(id: CatalogueLoss["id"]) {
  const { screen, actions } = await renderPanel(<LossCardButton />);
  // Chosen later, because a store whose loss no network trains on never becomes ready.
  actions.selectLoss(id);
  await screen.getByRole("button", { name: "About this loss" }).click();
  const card = page.getByRole("dialog");
  await expect.element(card).toBeVisible();
  return card;
}

const row = (card: Awaited<ReturnType<typeof openCard>>, name: string) =>
  card.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

describe("the card of a loss", () => {
  it("says that a regression loss takes any number, and what the page gives it", async () => {
    const card = await openCard("mse");
    await expect
      .element(card)
      .toHaveTextContent("Takes any real number: the network’s output as it is, without a sigmoid.");
    await expect.element(card).toHaveTextContent("On this page’s two classes it is given the probability p");
    await expect.element(card).not.toHaveTextContent("Labels are 0 and 1, as floats");
  });

  it("has torch's own default where the page starts from another", async () => {
    const card = await openCard("kl-div");
    const cells = row(card, "reduction").getByRole("cell");
    await expect.element(cells.nth(2)).toHaveTextContent('"mean"');
    await expect.element(cells.nth(3)).toHaveTextContent('"batchmean"');
    await expect.element(card).toHaveTextContent("none keeps one number for each element, [N, C]");
  });

  it("has no default where torch has none, every range of a list, and two lines for a loss with weights of its own", async () => {
    const card = await openCard("adaptive-log-softmax");
    const cells = row(card, "cutoffs").getByRole("cell");
    await expect.element(cells.nth(1)).toHaveTextContent("1 – 100, 101 – 999");
    await expect.element(cells.nth(2)).toHaveTextContent("–");
    await card.getByRole("radio", { name: "From torch" }).click();
    await expect.element(card).toHaveTextContent("criterion = nn.AdaptiveLogSoftmaxWithLoss(");
    await expect.element(card).toHaveTextContent("loss = criterion(features, y_true).loss");
  });

  it.each<[CatalogueLoss["id"], string]>([
    ["soft-margin", "without forming e^x"],
    ["sigmoid-focal", "powers of a probability in log space"],
  ])("says of %s where the copied code is worse than the page", async (id, words) => {
    await expect.element(await openCard(id)).toHaveTextContent(words);
  });

  it("explains “pull” where its texts use it", async () => {
    await expect.element(await openCard("cauchy")).toHaveTextContent("Pull: the size of a sample’s gradient");
  });

  it("shows Python's own error for a module that torch does not have", async () => {
    const card = await openCard("focal");
    await card.getByRole("button", { name: /torch\.nn has no focal loss/ }).click();
    await expect.element(card).toHaveTextContent("AttributeError: module 'torch.nn' has no attribute 'FocalLoss'");
  });
});

import { expect, it, onTestFinished, vi } from "vitest";
import { ShareButton } from "../../src/app/ShareButton";
import { decodePage } from "../../src/store/page/pageLink";
import { pageOf } from "../../src/store/page/shownPage";
import { renderPanel } from "../panels/panelTest";

/** A clipboard that takes texts, or refuses to. */
function clipboard(writeText: (text: string) => Promise<void>) {
  const spy = vi.spyOn(navigator.clipboard, "writeText").mockImplementation(writeText);
  onTestFinished(() => spy.mockRestore());
  return spy;
}

it("copies a link to the page as it is, in the reader's language or the sender's", async () => {
  const { screen, store } = await renderPanel(<ShareButton />);
  const write = clipboard(async () => undefined);
  await screen.getByRole("button", { name: /Link to this page$/ }).click();
  const link = screen.getByRole("textbox", { name: "Link to this page" });
  await expect.element(link).toHaveValue(expect.stringMatching(/#e=1\./));
  const linkNow = () => decodePage(new URL((link.element() as HTMLInputElement).value).hash)!;
  expect(linkNow()).toEqual({ page: pageOf(store.getState()), language: null, dropped: [] });
  await screen.getByRole("button", { name: "Copy link" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent("Copied.");
  expect(write).toHaveBeenLastCalledWith((link.element() as HTMLInputElement).value);

  store.actions.setCurveAxis("logit");
  await expect.poll(() => linkNow().page.explore.curveAxis).toBe("logit");
  await screen.getByRole("switch", { name: "Open it in English" }).click();
  await expect.poll(() => linkNow().language).toBe("en");
  await screen.getByRole("button", { name: "Copy link" }).click();
  expect(write).toHaveBeenLastCalledWith(expect.stringMatching(/lang=en/));
});

it("selects the link where the browser does not allow copying", async () => {
  const { screen } = await renderPanel(<ShareButton />);
  clipboard(async () => {
    throw new DOMException("refused", "NotAllowedError");
  });
  await screen.getByRole("button", { name: /Link to this page$/ }).click();
  const link = screen.getByRole("textbox", { name: "Link to this page" });
  await expect.element(link).toHaveValue(expect.stringMatching(/#e=1\./));
  await screen.getByRole("button", { name: "Copy link" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent("does not allow copying here");
  const { selectionStart, selectionEnd, value } = link.element() as HTMLInputElement;
  expect([selectionStart, selectionEnd]).toEqual([0, value.length]);
  await expect.element(link).toHaveFocus();
});

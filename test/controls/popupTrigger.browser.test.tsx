import { expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { usePopupHost } from "../../src/controls/popupTrigger";
import { type LateModule, lateModule } from "../../src/scheduling/lateModule";
import { renderControl } from "./controlTest";

/** Code that loads when the test says so. */
function lateModuleOf() {
  let arrive: (module: string) => void = () => undefined;
  const arrival = new Promise<string>((resolve) => {
    arrive = resolve;
  });
  return { late: lateModule(() => arrival), arrive: (module: string) => arrive(module) };
}

function Host({ late }: { late: LateModule<string> }) {
  const { module, popup, standIn } = usePopupHost(late);
  return module === null ? (
    <button type="button" {...standIn}>
      stand-in
    </button>
  ) : (
    <button type="button" ref={popup.triggerRef} aria-expanded={popup.open}>
      {module}
    </button>
  );
}

it("a stand-in gives its focus to the trigger that replaces it, which opens if the stand-in was pressed", async () => {
  const { late, arrive } = lateModuleOf();
  const screen = await renderControl(<Host late={late} />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("button", { name: "stand-in" })).toHaveFocus();
  arrive("trigger");
  const trigger = screen.getByRole("button", { name: "trigger" });
  await expect.element(trigger).toHaveFocus();
  await expect.element(trigger).toHaveAttribute("aria-expanded", "true");
});

it("a stand-in stays until it is pressed even when the code has loaded, so that nothing changes under a pointer", async () => {
  const { late, arrive } = lateModuleOf();
  const screen = await renderControl(<Host late={late} />);
  await screen.getByRole("button", { name: "stand-in" }).hover();
  arrive("trigger");
  await late.load();
  const standIn = screen.getByRole("button", { name: "stand-in" });
  await expect.element(standIn).toBeVisible();
  await standIn.click();
  await expect.element(screen.getByRole("button", { name: "trigger" })).toHaveAttribute("aria-expanded", "true");
});

it("code is fetched when a pointer or the focus comes near, not before", async () => {
  const load = vi.fn<() => Promise<string>>().mockResolvedValue("trigger");
  const screen = await renderControl(<Host late={lateModule(load)} />);
  await userEvent.unhover(screen.getByRole("button", { name: "stand-in" }));
  load.mockClear(); // the pointer may already be here
  const other = vi.fn<() => Promise<string>>().mockResolvedValue("other trigger");
  await screen.rerender(<Host late={lateModule(other)} />);
  expect(other).not.toHaveBeenCalled();
  await userEvent.tab();
  expect(other).toHaveBeenCalledTimes(1);
});

it("code that failed to load is requested again at the next press", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("offline")).mockResolvedValue("trigger");
  const screen = await renderControl(<Host late={lateModule(load)} />);
  // Pressed without an approach of the pointer or the focus.
  const standIn = screen.getByRole("button", { name: "stand-in" }).element() as HTMLElement;
  standIn.click();
  await expect.poll(() => load.mock.calls.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve));
  standIn.click();
  await expect.element(screen.getByRole("button", { name: "trigger" })).toHaveAttribute("aria-expanded", "true");
});

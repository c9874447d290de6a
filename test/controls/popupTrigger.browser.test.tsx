import { expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { type DeferredModule, deferModule } from "../../src/controls/deferredModule";
import { usePopupHost } from "../../src/controls/popupTrigger";
import { renderControl } from "./controlTest";

/** Code that comes when the test says so. */
function lateModule() {
  let arrive: (module: string) => void = () => undefined;
  const arrival = new Promise<string>((resolve) => {
    arrive = resolve;
  });
  return { deferred: deferModule(() => arrival), arrive: (module: string) => arrive(module) };
}

function Host({ deferred }: { deferred: DeferredModule<string> }) {
  const { module, popup, standIn } = usePopupHost(deferred);
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

it("a stand-in that holds the focus hands it to the trigger that replaces it, opened if it was pressed", async () => {
  const { deferred, arrive } = lateModule();
  const screen = await renderControl(<Host deferred={deferred} />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("button", { name: "stand-in" })).toHaveFocus();
  arrive("trigger");
  const trigger = screen.getByRole("button", { name: "trigger" });
  await expect.element(trigger).toHaveFocus();
  await expect.element(trigger).toHaveAttribute("aria-expanded", "true");
});

it("a stand-in without the focus takes none when its trigger comes", async () => {
  const { deferred, arrive } = lateModule();
  const screen = await renderControl(<Host deferred={deferred} />);
  arrive("trigger");
  const trigger = screen.getByRole("button", { name: "trigger" });
  await expect.element(trigger).toHaveAttribute("aria-expanded", "false");
  await expect.element(trigger).not.toHaveFocus();
});

it("code that could not be fetched is asked for again at the next press", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("offline")).mockResolvedValue("trigger");
  const deferred = deferModule(load);
  const screen = await renderControl(<Host deferred={deferred} />);
  await expect.poll(() => load.mock.calls.length).toBe(1);
  await screen.getByRole("button", { name: "stand-in" }).click();
  await expect.element(screen.getByRole("button", { name: "trigger" })).toHaveAttribute("aria-expanded", "true");
});

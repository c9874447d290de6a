import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { InlineNumber, type InlineNumberProps } from "../../src/controls";
import { axeViolations } from "./axeViolations";
import { dragBy, pointAt, renderControl } from "./controlTest";

async function renderNumber(props: Partial<InlineNumberProps> = {}) {
  const onChange = vi.fn<(value: number) => void>();
  function Kept() {
    const [value, setValue] = useState(props.value ?? 200);
    return (
      <p>
        inside{" "}
        <InlineNumber
          label="positives"
          min={1}
          max={5000}
          step={10}
          whole
          {...props}
          value={value}
          onChange={(next) => {
            onChange(next);
            setValue(next);
          }}
        />{" "}
        negatives
      </p>
    );
  }
  const screen = await renderControl(<Kept />);
  const number = screen.getByRole("spinbutton", { name: props.label ?? "positives" });
  return { screen, number, onChange, wrapper: number.element().parentElement! };
}

describe("a number in a sentence", () => {
  it("takes typed text after a press, with its old text selected", async () => {
    const { number, onChange } = await renderNumber();
    await number.click();
    await expect.element(number).toHaveFocus();
    await userEvent.keyboard("350{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith(350);
  });

  it("returns to its value when the browser takes a finger's drag over to scroll", async () => {
    const { wrapper, onChange, number } = await renderNumber({ value: 201, step: 1 });
    const { clientX, clientY } = pointAt(wrapper);
    const send = (type: string, across: number, down = 0) =>
      wrapper.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          cancelable: true,
          pointerType: "touch",
          clientX: clientX + across,
          clientY: clientY + down,
        }),
      );
    send("pointerdown", 0);
    send("pointermove", 8, 30);
    expect(onChange).not.toHaveBeenCalled();
    send("pointermove", 40, 30);
    expect(onChange).toHaveBeenLastCalledWith(211);
    send("pointercancel", 40, 30);
    expect(onChange).toHaveBeenLastCalledWith(201);
    await expect.element(number).not.toHaveFocus();
  });

  it("leaves the keys of an input method alone: its Enter chooses characters and commits nothing", async () => {
    const { number, onChange } = await renderNumber();
    await number.fill("350");
    const enter = (init: KeyboardEventInit) =>
      number.element().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...init }));
    enter({ isComposing: true });
    // Safari's Enter that ends a composition is no longer part of it, but still has its code.
    enter({ keyCode: 229 });
    expect(onChange).not.toHaveBeenCalled();
    enter({ keyCode: 13 });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(350);
  });

  it("changes when the mouse drags sideways, and does not become a text field", async () => {
    const { screen, number, onChange, wrapper } = await renderNumber({ value: 201, step: 1 });
    const column = screen.getByRole("main");
    const from = column.element().getBoundingClientRect();
    const { clientX, clientY } = pointAt(wrapper);
    const sourcePosition = { x: clientX - from.left, y: clientY - from.top };
    await userEvent.dragAndDrop(column, column, {
      sourcePosition,
      targetPosition: { ...sourcePosition, x: sourcePosition.x + 40 },
    });
    expect(onChange).toHaveBeenLastCalledWith(211);
    await expect.element(number).toHaveValue("211");
    await expect.element(number).not.toHaveFocus();
  });

  it("changes when a finger drags sideways", async () => {
    const { number, wrapper } = await renderNumber({ value: 211, step: 1 });
    dragBy(wrapper, -80, "touch");
    await expect.element(number).toHaveValue("191");
    await expect.element(number).not.toHaveFocus();
  });

  it("leaves vertical swipes to the page", async () => {
    const { wrapper } = await renderNumber();
    expect(getComputedStyle(wrapper).touchAction).toBe("pan-y");
  });

  it("stops at its ends when dragged further", async () => {
    const { number, wrapper } = await renderNumber();
    dragBy(wrapper, 100_000);
    await expect.element(number).toHaveValue("5,000");
    dragBy(wrapper, -100_000);
    await expect.element(number).toHaveValue("1");
  });

  it("steps by arrow key from the typed value", async () => {
    const { number, onChange } = await renderNumber({ step: 1 });
    await number.fill("300");
    await userEvent.keyboard("{ArrowUp}");
    expect(onChange).toHaveBeenLastCalledWith(301);
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(onChange).toHaveBeenLastCalledWith(291);
  });

  it("reads grouped numbers, and rounds to whole numbers with a message", async () => {
    const { screen, number, onChange } = await renderNumber({ step: 1 });
    await number.fill("1,234");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(1234);
    await number.fill("12.6");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(13);
    await expect.element(screen.getByRole("alert")).toHaveTextContent("Needs a whole number from 1 to 5,000.");
  });

  it("says which reading of an ambiguous separator it took", async () => {
    const { screen, number, onChange } = await renderNumber({ step: 1 });
    await number.fill("1.500");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(1500);
    await expect.element(screen.getByRole("alert")).toHaveTextContent("“1.500” was read as 1500, not as 1.5.");
  });

  it("takes a comma for the decimal point where values need not be whole, and shows none", async () => {
    const rate = { label: "rate", value: 2000, whole: false, min: 0, max: 10_000, step: 1e-6, scale: "log" } as const;
    const { screen, number, onChange } = await renderNumber(rate);
    await expect.element(number).toHaveValue("2000");
    await number.fill("0,001");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(0.001);
    expect(screen.getByRole("alert").query()).toBeNull();
    await number.fill("1,500");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(1.5);
    await expect.element(screen.getByRole("alert")).toHaveTextContent("“1,500” was read as 1.5, not as 1500.");
  });

  it("shows a number next to nothing as what it is", async () => {
    const { number } = await renderNumber({ label: "s", value: 1e-6, whole: false, min: 0, max: 10, step: 0.1 });
    await expect.element(number).toHaveValue("1e−6");
  });

  it("shows and reads a share as a percentage", async () => {
    const { number, onChange } = await renderNumber({
      label: "share",
      value: 0.7,
      percent: true,
      whole: false,
      min: 0.05,
      max: 0.95,
      step: 0.01,
    });
    await expect.element(number).toHaveValue("70%");
    for (const [typed, expected] of [
      ["80%", 0.8],
      ["60", 0.6],
      ["0.5", 0.5],
      ["1e309", 0.5],
    ] as const) {
      await number.fill(typed);
      await userEvent.keyboard("{Enter}");
      expect(onChange).toHaveBeenLastCalledWith(expected);
    }
  });

  it("reaches zero and comes back on a logarithmic scale that starts at zero", async () => {
    const { number, onChange } = await renderNumber({
      label: "L1",
      value: 0.000_011,
      whole: false,
      min: 0,
      max: 1,
      step: 1e-5,
      scale: "log",
    });
    await number.click();
    await userEvent.keyboard("{ArrowDown}");
    expect(onChange).toHaveBeenLastCalledWith(0.000_01);
    await userEvent.keyboard("{ArrowDown}");
    expect(onChange).toHaveBeenLastCalledWith(0);
    await userEvent.keyboard("{ArrowUp}");
    expect(onChange).toHaveBeenLastCalledWith(0.000_01);
  });

  it("keeps the hint inside the window at the window's right edge", async () => {
    const { screen, number, wrapper } = await renderNumber();
    wrapper.style.marginInlineStart = `${window.innerWidth - 120}px`;
    await number.fill("abc");
    await userEvent.keyboard("{Enter}");
    const { right } = screen.getByRole("alert").element().getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(window.innerWidth);
  });

  it("takes no more room than its text", async () => {
    const { number, wrapper } = await renderNumber({ value: 1 });
    const narrow = wrapper.getBoundingClientRect().width;
    await number.fill("1234");
    await expect.poll(() => wrapper.getBoundingClientRect().width).toBeGreaterThan(2.5 * narrow);
    expect(wrapper.getBoundingClientRect().width).toBeLessThan(60);
  });

  it("has no faults that axe finds", async () => {
    const { number } = await renderNumber();
    expect(await axeViolations()).toEqual([]);
    await number.fill("");
    await userEvent.keyboard("{Enter}");
    expect(await axeViolations()).toEqual([]);
  });
});

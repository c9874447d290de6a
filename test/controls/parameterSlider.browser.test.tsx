import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { ParameterSlider, type ParameterSliderProps } from "../../src/controls";
import { fromTrack, type NumberRange, toTrack } from "../../src/controls/numberRange";
import { axeViolations } from "./axeViolations";
import { renderControl } from "./controlTest";

const focusing = {
  symbol: "γ",
  name: "focusing",
  defaultValue: 2,
  min: 0,
  max: 5,
  step: 0.05,
  landmarks: [
    { value: 2, label: "2 paper" },
    { value: 0, label: "0 cross entropy" },
  ],
};

/** A slider that keeps its value, as in a panel. */
async function renderSlider(props: Partial<ParameterSliderProps> & { value?: number } = {}) {
  const onChange = vi.fn<(value: number) => void>();
  function Kept() {
    const [value, setValue] = useState(props.value ?? 2);
    return (
      <ParameterSlider
        {...focusing}
        {...props}
        value={value}
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
    );
  }
  const screen = await renderControl(<Kept />);
  return {
    screen,
    onChange,
    slider: screen.getByRole("slider", { name: props.name ?? "focusing" }),
    field: screen.getByRole("spinbutton", { name: props.name ?? "focusing" }),
  };
}

/** A position on the slider's track in its control's own pixels. */
function trackPosition(slider: Element, share: number) {
  const control = slider.closest("[title]")!;
  const { width, height } = control.getBoundingClientRect();
  return { control, position: { x: share * width, y: height / 2 } };
}

describe("a parameter slider", () => {
  it("announces its value and its landmark to a screen reader", async () => {
    const { slider, field } = await renderSlider();
    await expect.element(slider).toHaveAttribute("aria-valuetext", "2.00, 2 paper");
    await expect.element(slider).toHaveAttribute("aria-valuenow", "2");
    await expect.element(field).toHaveValue("2.00");
  });

  it("moves one step by arrow, ten by Shift and page keys, to the ends by Home and End", async () => {
    const { slider, onChange } = await renderSlider();
    (slider.element() as HTMLElement).focus();
    for (const [keys, expected] of [
      ["{ArrowRight}", 2.05],
      ["{ArrowUp}", 2.1],
      ["{ArrowLeft}", 2.05],
      ["{ArrowDown}", 2],
      ["{Shift>}{ArrowRight}{/Shift}", 2.5],
      ["{PageUp}", 3],
      ["{PageDown}", 2.5],
      ["{Home}", 0],
      ["{End}", 5],
    ] as const) {
      await userEvent.keyboard(keys);
      expect(onChange, keys).toHaveBeenLastCalledWith(expected);
    }
    const calls = onChange.mock.calls.length;
    await userEvent.keyboard("{ArrowRight}");
    expect(onChange).toHaveBeenCalledTimes(calls);
  });

  it("jumps to where the track is pressed, and follows the thumb", async () => {
    const { slider, onChange } = await renderSlider();
    const { control, position } = trackPosition(slider.element(), 0.8);
    await userEvent.click(control, { position });
    expect(onChange).toHaveBeenLastCalledWith(4);
    await userEvent.dragAndDrop(control, control, {
      sourcePosition: position,
      targetPosition: trackPosition(slider.element(), 0.1).position,
    });
    expect(onChange).toHaveBeenLastCalledWith(0.5);
  });

  describe("under a finger", () => {
    /** Sends the events of a finger at positions along the track. */
    function finger(control: Element) {
      const { left, top, width } = control.getBoundingClientRect();
      return (type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", share: number, downPx = 0) =>
        control.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            cancelable: true,
            pointerId: 7,
            pointerType: "touch",
            clientX: left + share * width,
            clientY: top + 4 + downPx,
          }),
        );
    }

    it("follows the finger sideways", async () => {
      const { slider, onChange } = await renderSlider();
      const send = finger(trackPosition(slider.element(), 0).control);
      send("pointerdown", 0.4);
      for (const share of [0.5, 0.6, 0.7]) send("pointermove", share);
      send("pointerup", 0.7);
      await expect.poll(() => onChange.mock.lastCall).toEqual([3.5]);
      await expect.element(slider).toHaveFocus();
    });

    it("keeps its value on a tap, and on a swipe that scrolls the page", async () => {
      const { slider, onChange } = await renderSlider();
      const send = finger(trackPosition(slider.element(), 0).control);
      send("pointerdown", 0.8);
      send("pointerup", 0.8);
      send("pointerdown", 0.8);
      send("pointermove", 0.8, 20);
      send("pointercancel", 0.8, 30);
      // A swipe is rarely straight: more down than sideways is no drag.
      send("pointerdown", 0.8);
      send("pointermove", 0.85, 40);
      send("pointerup", 0.85, 60);
      expect(onChange).not.toHaveBeenCalled();
    });

    it("returns to its value when the browser takes the gesture over", async () => {
      const { slider, onChange } = await renderSlider();
      const send = finger(trackPosition(slider.element(), 0).control);
      send("pointerdown", 0.4);
      send("pointermove", 0.6);
      await expect.element(slider).toHaveAttribute("aria-valuenow", "3");
      send("pointercancel", 0.6);
      expect(onChange).toHaveBeenLastCalledWith(2);
      await expect.element(slider).toHaveAttribute("aria-valuenow", "2");
    });

    it("gives vertical swipes to the page", async () => {
      const { slider } = await renderSlider();
      expect(getComputedStyle(trackPosition(slider.element(), 0).control).touchAction).toBe("pan-y");
    });
  });

  it("takes values that assistive technology sets, and reports actual values on a log scale", async () => {
    const { slider, onChange } = await renderSlider();
    await slider.fill("3.5");
    expect(onChange).toHaveBeenLastCalledWith(3.5);
    const log = await renderSlider({ name: "rate", min: 1e-8, max: 10, step: 1e-8, scale: "log", landmarks: [] });
    await expect.element(log.slider).toHaveAttribute("aria-valuemin", "0.00000001000000");
    await expect.element(log.slider).toHaveAttribute("aria-valuenow", "2");
    await expect.element(log.slider).toHaveAttribute("aria-valuemax", "10");
  });

  it("returns to its default on a double-click on the track, the thumb or the number", async () => {
    const { slider, field, onChange } = await renderSlider({ value: 4 });
    const { control, position } = trackPosition(slider.element(), 0.3);
    await userEvent.dblClick(control, { position });
    expect(onChange).toHaveBeenLastCalledWith(2);
    await userEvent.keyboard("{End}");
    await userEvent.dblClick(control, { position: trackPosition(slider.element(), 1).position });
    expect(onChange).toHaveBeenLastCalledWith(2);
    await userEvent.keyboard("{End}");
    await userEvent.dblClick(field);
    expect(onChange).toHaveBeenLastCalledWith(2);
  });

  it("goes to a landmark when its label is pressed, also to one between the steps", async () => {
    const { screen, onChange } = await renderSlider({ landmarks: [{ value: 1.2345, label: "measured" }] });
    await screen.getByText("measured").click();
    expect(onChange).toHaveBeenLastCalledWith(1.2345);
    await expect.element(screen.getByRole("spinbutton")).toHaveValue("1.2345");
  });

  it("hides labels that would touch more important ones, and keeps all within the column", async () => {
    const { screen } = await renderSlider({
      landmarks: [2, 2.1, 0, 4.9].map((value) => ({ value, label: `${value} is a longer name` })),
    });
    await expect.element(screen.getByText("2 is a longer name")).toBeVisible();
    const labels = screen.getByRole("button").all();
    const boxes = labels
      .map((label) => label.element())
      .filter((label) => getComputedStyle(label).visibility === "visible")
      .map((label) => label.getBoundingClientRect())
      .sort((a, b) => a.left - b.left);
    expect(boxes.length).toBeGreaterThanOrEqual(2);
    const column = screen.getByRole("main").element().getBoundingClientRect();
    for (const [index, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThanOrEqual(column.left + 23.5);
      expect(box.right).toBeLessThanOrEqual(column.right - 23.5);
      if (index > 0) expect(box.left).toBeGreaterThan(boxes[index - 1]!.right);
    }
  });

  it("keeps a landmark's label over its tick when its value and its text change", async () => {
    function Changing() {
      const [at, setAt] = useState(1);
      const words = at === 1 ? "one" : "two and a half";
      return (
        <>
          <ParameterSlider
            {...focusing}
            value={2}
            landmarks={[{ value: at, label: words }]}
            onChange={() => undefined}
          />
          <button type="button" style={{ marginBlockStart: 200 }} onClick={() => setAt(2.5)}>
            move it
          </button>
        </>
      );
    }
    const screen = await renderControl(<Changing />);
    const offTick = () => {
      const label = screen.getByRole("button", { name: /one|half/, exact: false }).element();
      const tick = document.querySelector("[class*=tick]")!;
      const centre = ({ left, right }: DOMRect) => (left + right) / 2;
      return Math.abs(centre(label.getBoundingClientRect()) - centre(tick.getBoundingClientRect()));
    };
    await expect.poll(offTick).toBeLessThan(1.5);
    await screen.getByRole("button", { name: "move it" }).click();
    await expect.element(screen.getByText("two and a half")).toBeVisible();
    await expect.poll(offTick).toBeLessThan(1.5);
  });

  it.each([
    ["3.5", 3.5],
    ["1/4", 0.25],
    [".75", 0.75],
    ["0,5", 0.5],
    ["２．５", 2.5],
    ["1e-1", 0.1],
    ["1.2345", 1.2345],
  ])("accepts %s typed as its number", async (typed, expected) => {
    const { screen, field, onChange } = await renderSlider();
    await field.fill(typed);
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(expected);
    await expect.element(screen.getByRole("alert")).not.toBeInTheDocument();
  });

  it.each([
    ["99", 5, "99 is out of range. Allowed: 0 to 5."],
    ["-1", 0, "-1 is out of range. Allowed: 0 to 5."],
    ["1e308", 5, "1e308 is out of range. Allowed: 0 to 5."],
  ])("clamps %s to the nearest end and says so", async (typed, expected, sentence) => {
    const { screen, field, onChange } = await renderSlider();
    await field.fill(typed);
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith(expected);
    await expect.element(screen.getByRole("alert")).toHaveTextContent(sentence);
  });

  it.each(["", "-", "1e309", "-1e309", "NaN", "Infinity", "abc", "1/0", "0x10", "1e", "..", "1 2 3 x"])(
    "restores its value when %j is typed, and says what is allowed",
    async (typed) => {
      const { screen, field, onChange } = await renderSlider();
      await field.fill(typed);
      await userEvent.tab();
      expect(onChange).not.toHaveBeenCalled();
      await expect.element(field).toHaveValue("2.00");
      await expect.element(screen.getByRole("alert")).toHaveTextContent(/0 to 5/);
      await expect.element(field).toHaveAccessibleDescription(/0 to 5/);
    },
  );

  it("discards on Escape what was being typed", async () => {
    const { field, onChange } = await renderSlider();
    await field.fill("4");
    await userEvent.keyboard("{Escape}");
    await expect.element(field).toHaveValue("2.00");
    await userEvent.tab();
    expect(onChange).not.toHaveBeenCalled();
  });

  it("runs over a logarithmic scale with values that read well", async () => {
    const { slider, onChange } = await renderSlider({
      name: "learning rate",
      value: 0.01,
      defaultValue: 0.01,
      min: 1e-5,
      max: 10,
      step: 1e-5,
      scale: "log",
      landmarks: [],
    });
    const { control, position } = trackPosition(slider.element(), 0.5);
    await userEvent.click(control, { position: { ...position, x: position.x * 1.2 } });
    expect(onChange).toHaveBeenLastCalledWith(0.04);
    await userEvent.keyboard("{ArrowRight}");
    expect(onChange).toHaveBeenLastCalledWith(0.045);
    await userEvent.keyboard("{Home}");
    expect(onChange).toHaveBeenLastCalledWith(1e-5);
    await userEvent.keyboard("{End}");
    expect(onChange).toHaveBeenLastCalledWith(10);
  });

  it("has no faults that axe finds, with its hint open, in light and dark", async () => {
    const { field } = await renderSlider();
    await field.fill("abc");
    await userEvent.keyboard("{Enter}");
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      expect(await axeViolations()).toEqual([]);
    }
    delete document.documentElement.dataset.theme;
  });

  it("shows the keyboard's focus", async () => {
    const { slider } = await renderSlider();
    await userEvent.tab();
    await userEvent.tab();
    await expect.element(slider).toHaveFocus();
    const thumb = slider.element().parentElement!;
    expect(getComputedStyle(thumb).outlineStyle).toBe("solid");
  });
});

describe("a slider's likely next values", () => {
  const renderListening = async (props: Partial<ParameterSliderProps> = {}) => {
    const onLikelyValues = vi.fn<(values: readonly number[]) => void>();
    const rendered = await renderSlider({ ...props, onLikelyValues });
    return { ...rendered, onLikelyValues, last: () => onLikelyValues.mock.lastCall?.[0] };
  };

  it("are not reported while a pointer hovers or the focus comes", async () => {
    const { slider, onLikelyValues } = await renderListening();
    await userEvent.hover(slider.element().closest("[title]")!);
    slider.element().focus();
    await new Promise(requestAnimationFrame);
    expect(onLikelyValues).not.toHaveBeenCalled();
  });

  it("are reported after each change by keys, in the direction of the last, and none when the focus leaves", async () => {
    const { slider, field, last } = await renderListening();
    slider.element().focus();
    await userEvent.keyboard("{ArrowLeft}");
    // The first change may come before the code that knows the values.
    await userEvent.keyboard("{ArrowLeft}");
    await expect.poll(last).toEqual([1.85, 1.8, 1.95, 1.75, 2, 2.05]);
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(last).toEqual([2, 2.05, 1.9, 2.1, 1.85, 1.8]);
    await field.fill("0.5");
    await userEvent.keyboard("{Enter}");
    await expect.poll(last).toEqual([0, 1.95, 3.4, 4.85]);
    field.element().blur();
    await expect.poll(last).toEqual([]);
  });

  it("are those of the thumb on a log scale when a pointer presses it, and none when it is released", async () => {
    const range: NumberRange = { min: 0.01, max: 10, step: 0.05, scale: "log" };
    const { slider, onLikelyValues, last } = await renderListening({ ...range, landmarks: [] });
    const track = slider.element().closest("[title]")!;
    const press = (type: string) => track.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1 }));
    await expect
      .poll(() => {
        press("pointerdown");
        return last();
      })
      // The next place still reads 2.
      .toContain(fromTrack(Math.round(toTrack(2, range)) + 2, range));
    const calls = onLikelyValues.mock.calls.length;
    press("pointerup");
    expect(last()).toEqual([]);
    expect(onLikelyValues.mock.calls.length).toBe(calls + 1);
  });

  it("are not reported for a value that is changed from elsewhere", async () => {
    const onLikelyValues = vi.fn();
    function Elsewhere() {
      const [value, setValue] = useState(2);
      return (
        <>
          <ParameterSlider {...focusing} value={value} onChange={setValue} onLikelyValues={onLikelyValues} />
          <button type="button" onClick={() => setValue(3)}>
            three
          </button>
        </>
      );
    }
    const screen = await renderControl(<Elsewhere />);
    await screen.getByRole("button", { name: "three" }).click();
    await expect.element(screen.getByRole("slider", { name: "focusing" })).toHaveAttribute("aria-valuenow", "3");
    expect(onLikelyValues).not.toHaveBeenCalled();
  });
});

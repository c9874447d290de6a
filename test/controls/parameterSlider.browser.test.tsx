import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { ParameterSlider, type ParameterSliderProps } from "../../src/controls";
import { fromTrack, type NumberRange, nudge, toTrack } from "../../src/controls/numberRange";
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

/** A slider whose value is kept, as a panel keeps it. */
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

/** A place along the slider's track in its control's own pixels. */
function trackPosition(slider: Element, share: number) {
  const control = slider.closest("[title]")!;
  const { width, height } = control.getBoundingClientRect();
  return { control, position: { x: share * width, y: height / 2 } };
}

describe("a parameter slider", () => {
  it("says its value and its landmark to a screen reader", async () => {
    const { slider, field } = await renderSlider();
    await expect.element(slider).toHaveAttribute("aria-valuetext", "2.00, 2 paper");
    await expect.element(slider).toHaveAttribute("aria-valuenow", "2");
    await expect.element(field).toHaveValue("2.00");
  });

  it("steps with the arrows, ten steps with Shift and the page keys, to the ends with Home and End", async () => {
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

  it("goes where the track is pressed, and follows the thumb", async () => {
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
    /** Sends what a browser sends of a finger at places along the track. */
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

    it("follows it sideways", async () => {
      const { slider, onChange } = await renderSlider();
      const send = finger(trackPosition(slider.element(), 0).control);
      send("pointerdown", 0.4);
      for (const share of [0.5, 0.6, 0.7]) send("pointermove", share);
      send("pointerup", 0.7);
      await expect.poll(() => onChange.mock.lastCall).toEqual([3.5]);
      await expect.element(slider).toHaveFocus();
    });

    it("keeps its value at a tap, and at a swipe that scrolls the page", async () => {
      const { slider, onChange } = await renderSlider();
      const send = finger(trackPosition(slider.element(), 0).control);
      send("pointerdown", 0.8);
      send("pointerup", 0.8);
      send("pointerdown", 0.8);
      send("pointermove", 0.8, 20);
      send("pointercancel", 0.8, 30);
      expect(onChange).not.toHaveBeenCalled();
    });

    it("returns to its value where the browser takes the finger over", async () => {
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

  it("takes what assistive technology sets, and names real values on a log scale", async () => {
    const { slider, onChange } = await renderSlider();
    await slider.fill("3.5");
    expect(onChange).toHaveBeenLastCalledWith(3.5);
    const log = await renderSlider({ name: "rate", min: 1e-8, max: 10, step: 1e-8, scale: "log", landmarks: [] });
    await expect.element(log.slider).toHaveAttribute("aria-valuemin", "0.00000001000000");
    await expect.element(log.slider).toHaveAttribute("aria-valuenow", "2");
    await expect.element(log.slider).toHaveAttribute("aria-valuemax", "10");
  });

  it("returns to its default by a double-click on the track, on the thumb and on the number", async () => {
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

  it("takes a landmark by its words, also one between the steps", async () => {
    const { screen, onChange } = await renderSlider({ landmarks: [{ value: 1.2345, label: "measured" }] });
    await screen.getByText("measured").click();
    expect(onChange).toHaveBeenLastCalledWith(1.2345);
    await expect.element(screen.getByRole("spinbutton")).toHaveValue("1.2345");
  });

  it("hides words that would touch more important ones, and none reach out of the column", async () => {
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

  it("keeps a landmark's words over its tick where its value and its words change", async () => {
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
  ])("takes %s typed into its number", async (typed, expected) => {
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
  ])("turns %s into the nearest end and says so", async (typed, expected, sentence) => {
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

  it("restores by Escape what was being typed", async () => {
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

  it("has nothing axe objects to, hint and all, in light and dark", async () => {
    const { field } = await renderSlider();
    await field.fill("abc");
    await userEvent.keyboard("{Enter}");
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      expect(await axeViolations()).toEqual([]);
    }
    delete document.documentElement.dataset.theme;
  });

  it("shows where the keyboard is", async () => {
    const { slider } = await renderSlider();
    await userEvent.tab();
    await userEvent.tab();
    await expect.element(slider).toHaveFocus();
    const thumb = slider.element().parentElement!;
    expect(getComputedStyle(thumb).outlineStyle).toBe("solid");
  });
});

describe("the values near a slider's", () => {
  it("are told when it is taken hold of and after each of its moves, in the direction of the last, by hand and by keys", async () => {
    const onNear = vi.fn<(values: readonly number[]) => void>();
    const { slider, field } = await renderSlider({ onNear });
    await userEvent.unhover(slider.element().closest("[title]")!);
    onNear.mockClear(); // the hand may have been here
    await userEvent.hover(slider.element().closest("[title]")!);
    const first = (count: number) => onNear.mock.lastCall?.[0].slice(0, count);
    await expect.poll(() => first(6)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 2.2]);
    slider.element().focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.poll(() => first(6)).toEqual([1.9, 1.85, 2, 1.8, 2.05, 1.75]);
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => first(6)).toEqual([2.05, 2.1, 1.95, 2.15, 1.9, 2.2]);
    await field.fill("0.5");
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => onNear.mock.lastCall?.[0]).toContain(0.45);
    expect(onNear.mock.lastCall?.[0]).toEqual(expect.arrayContaining([0, 2, 5])); // the marked ones too
  });

  it("are none once hand and focus have left", async () => {
    const onNear = vi.fn<(values: readonly number[]) => void>();
    const { slider } = await renderSlider({ onNear });
    const track = slider.element().closest("[title]")!;
    await userEvent.hover(track);
    await expect.poll(() => onNear.mock.lastCall?.[0]).toContain(2.05);
    slider.element().focus();
    await userEvent.unhover(track);
    expect(onNear.mock.lastCall?.[0]).not.toEqual([]);
    slider.element().blur();
    expect(onNear.mock.lastCall).toEqual([[]]);
  });

  it("are those of keys or of the thumb on a log scale, as it is moved, wherever the hand lies", async () => {
    const onNear = vi.fn<(values: readonly number[]) => void>();
    const range: NumberRange = { min: 0.01, max: 10, step: 0.05, scale: "log" };
    const { slider } = await renderSlider({ ...range, landmarks: [], onNear });
    const next = () => onNear.mock.lastCall?.[0][0];
    await userEvent.hover(slider.element().closest("[title]")!);
    // The place beside it still reads 2.
    await expect.poll(next).toBe(fromTrack(Math.round(toTrack(2, range)) + 2, range));
    slider.element().focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(next).toBe(nudge(nudge(2, 1, range), 1, range));
  });

  it("are told again when the focus comes where the hand has been all the time", async () => {
    const onNear = vi.fn<(values: readonly number[]) => void>();
    const { slider } = await renderSlider({ onNear });
    await userEvent.hover(slider.element().closest("[title]")!);
    await expect.poll(() => onNear.mock.lastCall?.[0]).toContain(2.05);
    onNear.mockClear();
    slider.element().focus();
    expect(onNear).toHaveBeenCalledTimes(1);
  });

  it("are not told of a value that is changed from elsewhere", async () => {
    const onNear = vi.fn();
    function Elsewhere() {
      const [value, setValue] = useState(2);
      return (
        <>
          <ParameterSlider {...focusing} value={value} onChange={setValue} onNear={onNear} />
          <button type="button" style={{ marginBlockStart: 200 }} onClick={() => setValue(3)}>
            three
          </button>
        </>
      );
    }
    const screen = await renderControl(<Elsewhere />);
    const elsewhere = screen.getByRole("button", { name: "three" });
    await elsewhere.hover();
    onNear.mockClear(); // the hand may have been here
    await elsewhere.click();
    await expect.element(screen.getByRole("slider", { name: "focusing" })).toHaveAttribute("aria-valuenow", "3");
    expect(onNear).not.toHaveBeenCalled();
  });
});

import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import {
  Button,
  InlineChoice,
  LossPicker,
  PopoverButton,
  SegmentedToggle,
  SelectButton,
  SwitchRow,
  TabbedViews,
} from "../../src/controls";
import { Dialog } from "../../src/controls/Dialog";
import { Disclosure } from "../../src/controls/Disclosure";
import { LayerWidths } from "../../src/controls/LayerWidths";
import { SetToggle } from "../../src/controls/SetToggle";
import { loadLaterTexts } from "../../src/i18n";
import { axeViolations } from "./axeViolations";
import { renderControl } from "./controlTest";

const optimisers = ["SGD", "Adam", "AdamW"].map((value) => ({ value, label: value }));
const groups = [
  {
    label: "Class imbalance",
    losses: [
      { id: "focal", name: "Focal loss", detail: "Lin et al. 2017", keywords: ["焦点损失"] },
      { id: "balanced", name: "Balanced cross entropy" },
    ],
  },
  { label: "Two classes", losses: [{ id: "bce", name: "Binary cross entropy", detail: "nn.BCELoss" }] },
];

function Chooser({ look, onChange }: { look: "inline" | "framed"; onChange: (value: string) => void }) {
  const [value, setValue] = useState("Adam");
  const props = {
    label: "Optimiser",
    choices: optimisers,
    value,
    onChange: (next: string) => {
      onChange(next);
      setValue(next);
    },
  };
  return look === "inline" ? <InlineChoice {...props} /> : <SelectButton {...props} look={look} />;
}

function Picker({ onChange }: { onChange: (id: string) => void }) {
  const [value, setValue] = useState("focal");
  return (
    <LossPicker
      groups={groups}
      value={value}
      onChange={(id) => {
        onChange(id);
        setValue(id);
      }}
    />
  );
}

describe.each(["inline", "framed"] as const)("a choice, %s", (look) => {
  it("opens by keyboard, moves, chooses, and gives the focus back", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Chooser look={look} onChange={onChange} />);
    const trigger = screen.getByRole("combobox", { name: "Optimiser" });
    await userEvent.tab();
    await expect.element(trigger).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("option", { name: "AdamW" })).toBeVisible();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith("AdamW");
    await expect.element(trigger).toHaveTextContent("AdamW");
    await expect.element(trigger).toHaveFocus();
  });

  it("opens by a press even before its list has loaded, and closes by Escape", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Chooser look={look} onChange={onChange} />);
    await screen.getByRole("combobox", { name: "Optimiser" }).click();
    await expect.element(page.getByRole("option", { name: "SGD" })).toBeVisible();
    expect(await axeViolations()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("option", { name: "SGD" })).not.toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe("popups", () => {
  it("write no style elements, which the page's policy forbids", async () => {
    const before = document.querySelectorAll("style").length;
    const screen = await renderControl(<Chooser look="framed" onChange={() => undefined} />);
    await screen.getByRole("combobox").click();
    await expect.element(page.getByRole("option", { name: "SGD" })).toBeVisible();
    const added = [...document.querySelectorAll("style")].filter((style) => !style.hasAttribute("data-vite-dev-id"));
    expect(added.length).toBeLessThanOrEqual(before);
    expect(added.map((style) => style.textContent).join("")).not.toContain("base-ui");
  });
});

describe("the loss picker", () => {
  it("opens with the key /, finds a loss by an alias, and chooses it with Enter", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Picker onChange={onChange} />);
    await expect.element(screen.getByRole("combobox", { name: "Loss function" })).toHaveTextContent("Focal loss");
    await userEvent.keyboard("/");
    const search = page.getByPlaceholder("Search losses");
    await expect.element(search).toHaveFocus();
    await expect.element(search).toHaveValue("");
    await expect.element(page.getByRole("option")).toHaveLength(3);
    await userEvent.keyboard("bceloss");
    await expect.element(page.getByRole("option")).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith("bce");
    await expect.element(screen.getByRole("combobox", { name: "Loss function" })).toHaveTextContent("Binary cross");
  });

  it("groups losses by task, says when nothing matches, and keeps the loss on Escape", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Picker onChange={onChange} />);
    await screen.getByRole("combobox", { name: "Loss function" }).click();
    await expect.element(page.getByRole("group", { name: "Class imbalance" })).toBeVisible();
    expect(await axeViolations()).toEqual([]);
    await userEvent.keyboard("焦点");
    await expect.element(page.getByRole("option", { name: /^Focal loss/ })).toBeVisible();
    await userEvent.keyboard("xyz");
    await expect.element(page.getByText("No loss matches “焦点xyz”.")).toBeVisible();
    await userEvent.keyboard("{Escape}{Escape}");
    await expect.element(page.getByPlaceholder("Search losses")).not.toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it("leaves the key / to text fields", async () => {
    await renderControl(
      <>
        <Picker onChange={() => undefined} />
        <input aria-label="other" />
      </>,
    );
    const other = page.getByRole("textbox", { name: "other" });
    await other.click();
    await userEvent.keyboard("/");
    await expect.element(other).toHaveValue("/");
    await expect.element(page.getByPlaceholder("Search losses")).not.toBeInTheDocument();
  });
});

describe("hidden layers", () => {
  beforeEach(() => loadLaterTexts());

  function Layers({ start, onChange }: { start: number[]; onChange: (widths: number[]) => void }) {
    const [widths, setWidths] = useState(start);
    return (
      <PopoverButton label="Hidden layers" trigger={`2–${[...widths, 1].join("–")}`} look="inline">
        <LayerWidths
          widths={widths}
          maxLayers={6}
          width={{ min: 1, max: 64 }}
          onChange={(next) => {
            onChange(next);
            setWidths(next);
          }}
        />
      </PopoverButton>
    );
  }

  it("are edited, added up to six and removed down to none, and the keyboard's focus stays in place", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Layers start={[4, 8]} onChange={onChange} />);
    await screen.getByRole("button", { name: /Hidden layers/ }).click();
    await page.getByRole("spinbutton", { name: "Width of hidden layer 2" }).fill("16");
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith([4, 16]);
    await page.getByRole("button", { name: "Add a hidden layer" }).click();
    expect(onChange).toHaveBeenLastCalledWith([4, 16, 16]);
    await expect.element(page.getByRole("spinbutton", { name: "Width of hidden layer 3" })).toHaveFocus();
    for (let layer = 4; layer <= 6; layer++) await page.getByRole("button", { name: "Add a hidden layer" }).click();
    await expect.element(page.getByText("At most 6 hidden layers.")).toBeVisible();
    const calls = onChange.mock.calls.length;
    await page.getByRole("button", { name: "Add a hidden layer" }).click({ force: true });
    expect(onChange).toHaveBeenCalledTimes(calls);
    expect(await axeViolations()).toEqual([]);
    for (let layer = 6; layer >= 1; layer--) {
      await page.getByRole("button", { name: "Remove hidden layer 1" }).click();
    }
    expect(onChange).toHaveBeenLastCalledWith([]);
    await expect.element(page.getByText("No hidden layer: the boundary is a straight line.")).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Add a hidden layer" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenLastCalledWith([4]);
  });

  it("refuse widths that no layer can have", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<Layers start={[4]} onChange={onChange} />);
    await screen.getByRole("button", { name: /Hidden layers/ }).click();
    const field = page.getByRole("spinbutton", { name: "Width of hidden layer 1" });
    for (const [typed, widths] of [
      ["65", [64]],
      ["0", [1]],
      ["-5", [1]],
      ["1e309", [1]],
      ["", [1]],
    ] as const) {
      await field.fill(typed);
      await userEvent.keyboard("{Enter}");
      expect(onChange).toHaveBeenLastCalledWith(widths);
    }
  });
});

describe("small controls", () => {
  it("include a disabled button that keeps the focus and does nothing", async () => {
    const onClick = vi.fn();
    const screen = await renderControl(
      <Button disabled onClick={onClick}>
        +1 step
      </Button>,
    );
    await userEvent.tab();
    await expect.element(screen.getByRole("button")).toHaveFocus();
    await userEvent.keyboard("{Enter} ");
    expect(onClick).not.toHaveBeenCalled();
  });

  it("include segments that the arrow keys choose, one of them always chosen", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(
      <SegmentedToggle
        label="Dots"
        value="truth"
        onChange={onChange}
        choices={[
          { value: "truth", label: "y true" },
          { value: "prediction", label: "y predicted" },
        ]}
      />,
    );
    await userEvent.tab();
    await expect.element(screen.getByRole("radio", { name: "y true" })).toHaveFocus();
    await userEvent.keyboard(" ");
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.keyboard("{ArrowRight}");
    expect(onChange).toHaveBeenLastCalledWith("prediction");
    await expect.element(screen.getByRole("radio", { name: "y true" })).toBeChecked();
  });

  it("include a set that takes any number of its choices and gives them in its own order", async () => {
    const onChange = vi.fn();
    function Kept() {
      const [values, setValues] = useState<("a" | "b" | "c")[]>(["c"]);
      const choices = (["a", "b", "c"] as const).map((value) => ({ value, label: `loss ${value}` }));
      const change = (next: ("a" | "b" | "c")[]) => {
        onChange(next);
        setValues(next);
      };
      return <SetToggle label="Losses" choices={choices} values={values} onChange={change} />;
    }
    const screen = await renderControl(<Kept />);
    await screen.getByRole("group", { name: "Losses" }).getByText("loss a").click();
    expect(onChange).toHaveBeenLastCalledWith(["a", "c"]);
    await screen.getByRole("checkbox", { name: "loss c" }).click();
    expect(onChange).toHaveBeenLastCalledWith(["a"]);
    expect(await axeViolations()).toEqual([]);
  });

  it("include a switch that a press on its label and Space both toggle", async () => {
    const onChange = vi.fn();
    const screen = await renderControl(<SwitchRow label="Instant retrain" checked={false} onChange={onChange} />);
    await screen.getByText("Instant retrain").click();
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onChange.mock.lastCall?.[0]).toBe(true);
    (screen.getByRole("switch", { name: "Instant retrain" }).element() as HTMLElement).focus();
    await userEvent.keyboard(" ");
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it("include tabs that show one part and follow the arrow keys", async () => {
    function Parts() {
      const [part, setPart] = useState<"curves" | "history">("curves");
      return (
        <TabbedViews
          label="Parts"
          value={part}
          onChange={setPart}
          views={[
            { id: "curves", label: "Curves", content: <p>the curves</p> },
            { id: "history", label: "History", content: <p>the history</p> },
          ]}
        />
      );
    }
    const screen = await renderControl(<Parts />);
    await screen.getByRole("tab", { name: "Curves" }).click();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(screen.getByRole("tabpanel", { name: "History" })).toHaveTextContent("the history");
    await expect.element(screen.getByRole("tab", { name: "History" })).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(screen.getByRole("tabpanel")).toHaveTextContent("the curves");
    await userEvent.keyboard("{End}");
    await expect.element(screen.getByRole("tabpanel")).toHaveTextContent("the history");
    await userEvent.tab({ shift: true });
    await expect.element(screen.getByRole("tab", { name: "Curves" })).not.toHaveFocus();
    expect(await axeViolations()).toEqual([]);
  });

  it("include a dialog that takes the focus, closes by Escape, and gives the focus back", async () => {
    function Opener() {
      const [open, setOpen] = useState(false);
      return (
        <>
          <Button onClick={() => setOpen(true)}>Open</Button>
          <Dialog open={open} onClose={() => setOpen(false)} title="The source">
            <p>def focal(p, y):</p>
          </Dialog>
        </>
      );
    }
    const screen = await renderControl(<Opener />);
    await screen.getByRole("button", { name: "Open" }).click();
    await expect.element(page.getByRole("dialog", { name: "The source" })).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Close" })).toHaveFocus();
    expect(await axeViolations()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button", { name: "Open" })).toHaveFocus();
  });

  it("have no faults that axe finds, in light and dark, and targets of at least 24 px", async () => {
    const screen = await renderControl(
      <div style={{ display: "grid", gap: 8 }}>
        <Button look="main">Train</Button>
        <Button>+1 step</Button>
        <Button disabled>+1 epoch</Button>
        <Button look="icon" aria-label="Reset">
          ↺
        </Button>
        <Button look="text">Share</Button>
        <SwitchRow label="Instant retrain" checked onChange={() => undefined} detail="after every change" />
        <SegmentedToggle
          label="Language"
          look="text"
          value="en"
          onChange={() => undefined}
          choices={[
            { value: "en", label: "EN" },
            { value: "zh", label: "中文", lang: "zh-Hans" },
          ]}
        />
        <Disclosure summary="More">
          <p>the rest</p>
        </Disclosure>
        <Picker onChange={() => undefined} />
        <Chooser look="framed" onChange={() => undefined} />
      </div>,
    );
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      expect(await axeViolations()).toEqual([]);
    }
    delete document.documentElement.dataset.theme;
    for (const button of [...screen.getByRole("button").elements(), ...screen.getByRole("radio").elements()]) {
      expect(button.getBoundingClientRect().height, button.outerHTML).toBeGreaterThanOrEqual(24);
    }
  });
});

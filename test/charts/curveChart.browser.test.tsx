import { useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CurveChart, type CurveChartProps } from "../../src/charts/curve/CurveChart";
import { axeFindings, brokenNumbers, inColumn, plain, renderChart, sampled } from "./chartTest";

const base: CurveChartProps = {
  label: "Loss",
  description: "Of the predicted probability",
  positive: { ...sampled((p) => -Math.log(p)), label: "y = 1" },
  negative: { ...sampled((p) => -Math.log(1 - p)), label: "y = 0" },
  references: [{ id: "ce", ...sampled((p) => 1 - p), label: "cross entropy" }],
  xDomain: [0, 1],
  yDomain: [0, 3],
  xLabel: "probability",
  formatX: plain,
  formatY: plain,
  table: { caption: "Loss at a few probabilities", columns: ["p", "positive", "negative"] },
};

function Probed(props: Partial<CurveChartProps>) {
  const [x, setX] = useState(0.3);
  return (
    <CurveChart
      {...base}
      {...props}
      probe={{ x, of: "positive", label: "Probe", valueText: `p = ${x}` }}
      onProbe={setX}
    />
  );
}

const probe = () => page.getByRole("slider", { name: "Probe" });
const probedX = () => Number(probe().element().getAttribute("aria-valuenow"));

describe("CurveChart", () => {
  it.each([248, 358, 600])("draws curves, labels and a table without a broken number at %i px", async (width) => {
    const { container } = await renderChart(<Probed />, width);
    await expect.element(page.getByRole("img", { name: "Loss" })).toBeVisible();
    await expect.element(page.getByRole("table", { name: "Loss at a few probabilities" })).toBeInTheDocument();
    for (const id of ["positive", "negative", "ce"]) {
      expect(container.querySelector(`[data-line="${id}"]`)?.getAttribute("d")).toMatch(/^M/);
      const label = container.querySelector(`[data-label="${id}"]`)!.getBoundingClientRect();
      const chart = container.querySelector("main")!.getBoundingClientRect();
      expect(label.left).toBeGreaterThanOrEqual(chart.left);
      expect(label.right).toBeLessThanOrEqual(chart.right);
    }
    expect(brokenNumbers(container)).toEqual([]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("moves a curve's name along with the curve", async () => {
    const other = { ...base, positive: { ...sampled((p) => 3 - 2.5 * p), label: "y = 1" } };
    const place = (root: Element) => (root.querySelector('[data-label="positive"]') as HTMLElement).style.transform;
    const { container, rerender } = await renderChart(<CurveChart {...base} />);
    const before = place(container);
    await rerender(inColumn(<CurveChart {...other} />));
    await expect.poll(() => place(container)).not.toBe(before);
    expect(container.querySelector('[data-label="positive"]')).toHaveStyle({ visibility: "visible" });
  });

  it("shows the values under the pointer in the commit that draws the pointer's line", async () => {
    const { container } = await renderChart(<CurveChart {...base} />);
    const picture = page.getByRole("img", { name: "Loss" });
    await userEvent.hover(picture, { position: { x: 150, y: 60 } });
    const label = () => container.querySelector<HTMLElement>('[data-label="hover-x"]');
    await expect.poll(label).not.toBeNull();
    const written = () => `${label()?.textContent} ${label()?.style.transform}`;
    const seen = new Set([written()]);
    const observer = new MutationObserver(() => seen.add(written()));
    observer.observe(container, { subtree: true, childList: true, characterData: true });
    await userEvent.hover(picture, { position: { x: 260, y: 60 } });
    await userEvent.hover(picture, { position: { x: 200, y: 60 } });
    observer.disconnect();
    // Each text has been at a position of its own: no new text appears at the old position.
    const places = new Set([...seen].map((one) => one.replace(/^\S+ /, "")));
    expect(seen.size).toBeGreaterThan(2);
    expect(places.size).toBe(seen.size);
  });

  it("moves its probe by keys: one step by arrow, ten by Page, to the ends by Home and End", async () => {
    await renderChart(<Probed />);
    (probe().element() as HTMLElement).focus();
    for (const [key, expected] of [
      ["{ArrowRight}", 0.31],
      ["{PageUp}", 0.41],
      ["{ArrowDown}", 0.4],
      ["{PageDown}", 0.3],
      ["{End}", 1],
      ["{Home}", 0],
    ] as const) {
      await userEvent.keyboard(key);
      expect(probedX()).toBeCloseTo(expected, 9);
    }
    await expect.element(probe()).toHaveAttribute("aria-valuetext", "p = 0");
  });

  it("moves its probe with the pointer that drags its foot", async () => {
    const { container } = await renderChart(<Probed />);
    const plot = container.querySelector("svg[role=img]")!;
    const { width, height } = plot.getBoundingClientRect();
    await userEvent.dragAndDrop(probe(), page.elementLocator(plot), {
      targetPosition: { x: width * 0.75, y: height * 0.5 },
    });
    expect(probedX()).toBeGreaterThan(0.68);
    expect(probedX()).toBeLessThan(0.78);
  });

  it("keeps its probe on a finger's vertical swipe, and restores it when the browser takes a drag over", async () => {
    const { container } = await renderChart(<Probed />);
    const area = container.querySelector("svg[role=img] > rect:last-of-type")!;
    const { left, top, width } = area.getBoundingClientRect();
    const send = (type: string, share: number, down: number) =>
      area.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerType: "touch",
          clientX: left + share * width,
          clientY: top + 20 + down,
        }),
      );
    const before = probedX();
    send("pointerdown", 0.8, 0);
    send("pointermove", 0.82, 60);
    send("pointercancel", 0.82, 90);
    expect(probedX()).toBe(before);
    send("pointerdown", 0.8, 0);
    send("pointermove", 0.9, 4);
    await expect.poll(probedX).toBeGreaterThan(0.85);
    send("pointercancel", 0.9, 4);
    await expect.poll(probedX).toBe(before);
  });

  it("moves its probe to the point where the plot is pressed", async () => {
    const { container } = await renderChart(<Probed />);
    const plot = container.querySelector("svg[role=img]")!;
    const { width } = plot.getBoundingClientRect();
    await userEvent.click(plot, { position: { x: width * 0.5, y: 40 } });
    expect(Math.abs(probedX() - 0.47)).toBeLessThan(0.06);
  });

  it("has a probe foot of at least 24 px, on the axis under the probe's value", async () => {
    const { container } = await renderChart(<Probed />);
    const foot = probe().element().getBoundingClientRect();
    expect(Math.min(foot.width, foot.height)).toBeGreaterThanOrEqual(24);
    const line = container.querySelector('[data-reading="probe"]')!.getBoundingClientRect();
    expect(foot.left + foot.width / 2).toBeCloseTo(line.left + line.width / 2, 0);
    expect(foot.top + foot.height / 2).toBeCloseTo(line.bottom, 0);
  });

  it("shows the value of the probed class, and of both classes while the foot has the focus", async () => {
    const { container } = await renderChart(<Probed formatValue={(v) => v.toFixed(3)} />);
    const shown = (id: string) => container.querySelector(`[data-label="${id}"]`)?.textContent;
    expect(shown("probe-positive")).toBe((-Math.log(0.3)).toFixed(3));
    expect(shown("probe-negative")).toBeUndefined();
    (probe().element() as HTMLElement).focus();
    await expect.poll(() => shown("probe-negative")).toBe((-Math.log(0.7)).toFixed(3));
  });

  it("shows the values of both classes under a hovering pointer", async () => {
    const { container } = await renderChart(<Probed />);
    await userEvent.hover(container.querySelector("svg[role=img]")!, { position: { x: 300, y: 60 } });
    await expect.poll(() => container.querySelector('[data-label="hover-negative"]')).not.toBeNull();
    expect(container.querySelectorAll('[data-reading="hover"]')).toHaveLength(1);
  });

  it("draws gaps, not broken paths, for values that are infinite, far too large or missing", async () => {
    const y = sampled((p) => 1 / (p - 0.5)).y;
    y[20] = Number.NaN;
    y[21] = Number.POSITIVE_INFINITY;
    y[22] = Number.NEGATIVE_INFINITY;
    y[90] = 1e300;
    y[91] = -1.7e308;
    const { x } = base.positive;
    const { container } = await renderChart(
      <>
        <CurveChart {...base} positive={{ x, y }} negative={{ x: [], y: [] }} />
        <CurveChart
          {...base}
          label="b"
          positive={{ x, y: x }}
          negative={{ x: [0.5], y: [Number.NaN] }}
          yDomain={[0, 0]}
        />
        <CurveChart {...base} label="c" yDomain={[Number.NaN, 1]} />
        <CurveChart
          {...base}
          label="d"
          probe={{ x: Number.NaN, of: "positive", label: "lost", valueText: "" }}
          onProbe={() => undefined}
        />
      </>,
    );
    expect(brokenNumbers(container)).toEqual([]);
    const path = container.querySelector('[data-line="positive"]')!.getAttribute("d")!;
    expect(path.match(/M/g)).toHaveLength(2);
    expect(container.querySelectorAll('[data-line="negative"]')[0]!.getAttribute("d")).toBe("");
  });
});

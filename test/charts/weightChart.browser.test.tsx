import { useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { WeightChart, type WeightChartProps } from "../../src/charts/weight/WeightChart";
import { axeFindings, brokenNumbers, plain, renderChart, sampled } from "./chartTest";

const counts = (peak: number) => Float32Array.from({ length: 20 }, (_, i) => Math.max(0, 30 - 8 * Math.abs(i - peak)));

const base: WeightChartProps = {
  label: "Weight",
  family: [0, 1, 5].map((gamma) => ({ id: `g${gamma}`, ...sampled((p) => (1 - p) ** gamma), label: `${gamma}` })),
  positive: { ...sampled((p) => 0.75 * (1 - p) ** 2), label: "y = 1" },
  negative: { ...sampled((p) => 0.25 * (1 - p) ** 2), label: "y = 0" },
  yDomain: [0, 1],
  formatX: plain,
  formatY: plain,
  histogram: { positive: counts(8), negative: counts(15), label: "where the samples are" },
};

function Live(props: Partial<WeightChartProps>) {
  const [x, setX] = useState(0.3);
  const [value, setValue] = useState(0.7);
  return (
    <WeightChart
      {...base}
      {...props}
      probe={{ x, of: "positive", label: "Probe", valueText: `${x}` }}
      onProbe={setX}
      split={{ value, label: "Easy from", valueText: `${value}`, hardLabel: "hard", easyLabel: "easy" }}
      onSplit={setValue}
    />
  );
}

const split = () => page.getByRole("slider", { name: "Easy from" });
const valueNow = (name: string) => Number(page.getByRole("slider", { name }).element().getAttribute("aria-valuenow"));

describe("WeightChart", () => {
  it.each([248, 464])("draws the family, both curves, the histogram and both handles at %i px", async (width) => {
    const { container } = await renderChart(<Live />, width);
    await expect.element(page.getByRole("img", { name: "Weight" })).toBeVisible();
    for (const id of ["g0", "g1", "g5", "positive", "negative"]) {
      expect(container.querySelector(`[data-line="${id}"]`)?.getAttribute("d")).toMatch(/^M/);
      expect(container.querySelector(`[data-label="${id}"]`)).toHaveStyle({ visibility: "visible" });
    }
    for (const name of ["positive", "negative"]) {
      const bars = container.querySelector(`[data-part="histogram"] [data-class=${name}]`)?.getAttribute("d");
      expect(bars?.match(/M/g)?.length).toBeGreaterThan(4);
    }
    expect(brokenNumbers(container)).toEqual([]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("moves the start of the easy samples by keys and pointer, without moving the probe", async () => {
    const { container } = await renderChart(<Live />);
    (split().element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}{PageDown}");
    expect(valueNow("Easy from")).toBeCloseTo(0.59, 9);
    const plot = container.querySelector("svg[role=img]")!;
    const { width, height } = plot.getBoundingClientRect();
    await userEvent.dragAndDrop(split(), page.elementLocator(plot), {
      targetPosition: { x: width * 0.9, y: height * 0.5 },
    });
    expect(valueNow("Easy from")).toBeGreaterThan(0.83);
    expect(valueNow("Probe")).toBe(0.3);
  });

  it("shades exactly the easy side", async () => {
    const { container } = await renderChart(<Live />);
    const band = container.querySelector("rect[class*=easy]")!.getBoundingClientRect();
    const foot = split().element().getBoundingClientRect();
    expect(band.left).toBeCloseTo(foot.left + foot.width / 2, 0);
  });

  it("keeps the two feet apart even at the same value", async () => {
    await renderChart(<Live />);
    (split().element() as HTMLElement).focus();
    for (let i = 0; i < 4; i++) await userEvent.keyboard("{PageDown}");
    const [a, b] = ["Easy from", "Probe"].map((name) =>
      page.getByRole("slider", { name }).element().getBoundingClientRect(),
    );
    expect(a!.left).toBeCloseTo(b!.left, 0);
    expect(a!.bottom).toBeLessThanOrEqual(b!.top);
  });

  it("draws extreme curves and counts without an error", async () => {
    const bad = { x: [0, 0.5, 1], y: [Number.NaN, Number.POSITIVE_INFINITY, -1e308] };
    const hostile = Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, -4, 3]);
    const { container } = await renderChart(
      <>
        <Live
          positive={bad}
          family={[{ id: "x", ...bad, label: "x" }]}
          histogram={{ positive: hostile, negative: [] }}
        />
        <WeightChart {...base} label="empty" positive={{ x: [], y: [] }} negative={{ x: [], y: [] }} family={[]} />
      </>,
    );
    expect(brokenNumbers(container)).toEqual([]);
  });
});

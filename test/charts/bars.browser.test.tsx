import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { MetricBar } from "../../src/charts";
import { NetworkDiagram } from "../../src/charts/network/NetworkDiagram";
import { ShareBars, type ShareBarsProps } from "../../src/charts/shares/ShareBars";
import { axeFindings, brokenNumbers, renderChart } from "./chartTest";

const shares: ShareBarsProps = {
  label: "Who drives the gradient",
  rowHeading: "part of",
  names: { easyNegative: "easy negatives", hardNegative: "hard negatives", positive: "positives" },
  ratioLabel: "neg : pos",
  formatShare: (share) => `${Math.round(100 * share)} %`,
  rows: [
    {
      id: "samples",
      label: "of the samples",
      name: "samples",
      shares: { easyNegative: 75, hardNegative: 22, positive: 3 },
      ratio: "32 : 1",
    },
    {
      id: "gradient",
      label: "of the gradient",
      name: "gradient",
      shares: { easyNegative: 0.25, hardNegative: 0.25, positive: 0.5 },
      ratio: "1 : 1",
      emphasised: true,
    },
  ],
};

describe("ShareBars", () => {
  it.each([248, 520])("draws parts as wide as their shares, with the numbers that fit, at %i px", async (width) => {
    const { container } = await renderChart(<ShareBars {...shares} />, width);
    await expect.element(page.getByRole("img", { name: "Who drives the gradient" })).toBeVisible();
    const widths = [...container.querySelectorAll('[data-row="gradient"] [data-share] > rect:first-child')].map(
      (rect) => rect.getBoundingClientRect().width,
    );
    expect(widths[2]! / widths[0]!).toBeCloseTo(2, 1);
    expect(container.querySelector('[data-row="gradient"]')!.textContent).toContain("50 %");
    // A part of 3 % is too narrow for its number, which is above the bar instead of being left
    // out.
    expect(container.querySelector('[data-row="samples"]')!.textContent).toContain("3 %");
    const chart = container.querySelector("main")!.getBoundingClientRect();
    for (const text of container.querySelectorAll("svg text")) {
      expect(text.getBoundingClientRect().left).toBeGreaterThanOrEqual(chart.left);
      expect(text.getBoundingClientRect().right).toBeLessThanOrEqual(chart.right);
    }
    expect(brokenNumbers(container)).toEqual([]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("gives the same numbers as a table", async () => {
    await renderChart(<ShareBars {...shares} />);
    await expect.element(page.getByRole("row", { name: "gradient 25 % 25 % 50 % 1 : 1" })).toBeInTheDocument();
  });

  it("draws parts that have no sum without an error", async () => {
    const rows = [
      { easyNegative: 0, hardNegative: 0, positive: 0 },
      { easyNegative: Number.NaN, hardNegative: Number.POSITIVE_INFINITY, positive: -1 },
      { easyNegative: Number.NaN, hardNegative: 1, positive: 1 },
    ].map((parts, i) => ({ id: `${i}`, label: "row", name: `row ${i}`, shares: parts, ratio: "–" }));
    const { container } = await renderChart(
      <>
        <ShareBars {...shares} rows={rows} />
        <ShareBars {...shares} label="none" rows={[]} />
      </>,
    );
    expect(brokenNumbers(container)).toEqual([]);
    expect(container.querySelectorAll('[data-row="0"] [data-share]')).toHaveLength(0);
    expect(container.querySelectorAll('[data-row="2"] [data-share]')).toHaveLength(3);
  });
});

describe("MetricBar", () => {
  it("is a meter filled to its value, with a tick at the reference", async () => {
    const { container } = await renderChart(
      <MetricBar label="F1" value={0.5} reference={0.75} valueText=".5, Bayes .75" />,
      200,
    );
    const meter = page.getByRole("meter", { name: "F1" });
    await expect.element(meter).toHaveAttribute("aria-valuetext", ".5, Bayes .75");
    const bar = meter.element().getBoundingClientRect();
    const [value, tick] = [...meter.element().children].map((child) => child.getBoundingClientRect());
    expect(value!.width / bar.width).toBeCloseTo(0.5, 2);
    expect((tick!.left + tick!.width / 2 - bar.left) / bar.width).toBeCloseTo(0.75, 2);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is empty for a value that is not a number, and has no tick for a reference that is not a number", async () => {
    const { container } = await renderChart(
      <MetricBar label="F1" value={Number.NaN} reference={Number.POSITIVE_INFINITY} valueText="none" />,
    );
    expect(brokenNumbers(container)).toEqual([]);
    expect(page.getByRole("meter").element().children).toHaveLength(1);
  });
});

describe("NetworkDiagram", () => {
  const layer = (inputs: number, outputs: number, weight: (i: number) => number) => ({
    inputs,
    outputs,
    weights: Float32Array.from({ length: inputs * outputs }, (_, i) => weight(i)),
  });

  it("draws each weight as a link of its width and its sign's colour, and marks the silent units", async () => {
    // [outputs, inputs] row-major: unit 0 has weight 1 on input 0 and −0.5 on input 1.
    const first = { inputs: 2, outputs: 2, weights: new Float32Array([1, -0.5, 0, 0.25]) };
    const { container } = await renderChart(
      <NetworkDiagram
        label="Network"
        description="2-2-1"
        layers={[first, layer(2, 1, () => 0.5)]}
        silent={[[false, true]]}
        inputLabels={["x1", "x2"]}
        captions={["2", "2 ReLU", "p"]}
      />,
    );
    await expect.element(page.getByRole("img", { name: "Network" })).toBeVisible();
    const link = (id: string) => container.querySelector(`[data-link="${id}"]`);
    expect(Number(link("0-0-0")!.getAttribute("stroke-width"))).toBeGreaterThan(
      Number(link("0-1-0")!.getAttribute("stroke-width")),
    );
    expect(link("0-0-1")).toBeNull(); // its weight is 0
    expect(getComputedStyle(link("0-0-0")!).stroke).not.toBe(getComputedStyle(link("0-1-0")!).stroke);
    expect(getComputedStyle(link("0-0-0")!).stroke).toBe(getComputedStyle(link("0-1-1")!).stroke);
    expect(container.querySelectorAll('[data-silent="true"]')).toHaveLength(1);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("thins out six layers of 64 units until links can be told apart, within its height", async () => {
    const layers = [
      layer(2, 64, (i) => Math.sin(i)),
      ...Array.from({ length: 5 }, () => layer(64, 64, (i) => Math.sin(i))),
      layer(64, 1, (i) => Math.cos(i)),
    ];
    const { container } = await renderChart(<NetworkDiagram label="Deep" layers={layers} heightPx={150} />, 304);
    expect(container.querySelectorAll("[data-link]").length).toBeLessThanOrEqual(96 * 7);
    const picture = container.querySelector("svg")!.getBoundingClientRect();
    for (const unit of container.querySelectorAll("[data-silent]")) {
      expect(unit.getBoundingClientRect().top).toBeGreaterThanOrEqual(picture.top - 1);
      expect(unit.getBoundingClientRect().bottom).toBeLessThanOrEqual(picture.bottom + 1);
    }
  });

  it("draws weights that are not numbers, and a network without layers, without an error", async () => {
    const { container } = await renderChart(
      <>
        <NetworkDiagram label="a" layers={[layer(2, 3, (i) => [Number.NaN, Number.POSITIVE_INFINITY, 0][i % 3]!)]} />
        <NetworkDiagram label="b" layers={[]} captions={[]} />
        <NetworkDiagram label="c" layers={[{ inputs: 3, outputs: 4, weights: [] }]} />
      </>,
    );
    expect(brokenNumbers(container)).toEqual([]);
  });
});

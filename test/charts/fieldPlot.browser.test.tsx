import { useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type FieldGrid, FieldPlot, type FieldPlotProps, type FieldSamples } from "../../src/charts";
import { axeFindings, brokenNumbers, renderChart } from "./chartTest";

const size = 33;
const extent = 10;

function grid(logit: (x: number, y: number) => number): FieldGrid {
  const at = (i: number) => -extent + (2 * extent * i) / (size - 1);
  const logits = Float32Array.from({ length: size * size }, (_, i) => logit(at(i % size), at(Math.floor(i / size))));
  return { size, extent, logits };
}

const samples: FieldSamples = {
  x: new Float32Array([5, -5, -5, 5, 0]),
  y: new Float32Array([5, 5, -5, -5, 0]),
  target: [1, 0, 0, 0, 1],
  logits: new Float32Array([-1, 3, -3, -3, 2]),
  size: new Float32Array([1, 1, 1, 1, 1]),
};

const base: FieldPlotProps = { label: "The plane", grid: null, samples: null };

type Reader = (shareX: number, shareY: number) => { red: number; green: number; blue: number };

/** Reads the canvas at fractions of its width and height from the top left. */
function reader(container: Element): Reader {
  const canvas = container.querySelector("canvas")!;
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  return (shareX, shareY) => {
    const at = 4 * (Math.floor(shareY * canvas.height) * canvas.width + Math.floor(shareX * canvas.width));
    return { red: data[at]!, green: data[at + 1]!, blue: data[at + 2]! };
  };
}

const isOrange = ({ red, blue }: ReturnType<Reader>) => red > blue + 60;
const isBlue = ({ red, blue }: ReturnType<Reader>) => blue > red + 60;

describe("FieldPlot", () => {
  it("paints a positive logit in the plane's top right corner as orange in the top right of the screen only", async () => {
    const { container } = await renderChart(<FieldPlot {...base} grid={grid((x, y) => (x > 5 && y > 5 ? 6 : -6))} />);
    const at = reader(container);
    expect(isOrange(at(0.95, 0.05))).toBe(true);
    for (const [x, y] of [
      [0.05, 0.05],
      [0.05, 0.95],
      [0.95, 0.95],
      [0.5, 0.5],
    ] as const) {
      expect(isBlue(at(x, y))).toBe(true);
    }
  });

  it("draws samples at their coordinates: a disc at the top right, rings elsewhere, y upwards", async () => {
    const { container } = await renderChart(<FieldPlot {...base} extent={extent} samples={samples} />);
    const at = reader(container);
    expect(isOrange(at(0.75, 0.25))).toBe(true);
    // A ring is open: its middle is the page.
    const { red, blue } = at(0.25, 0.25);
    expect(Math.abs(red - blue)).toBeLessThan(12);
    const ringRadius = 7 / 464;
    expect(isBlue(at(0.25 + ringRadius - 1 / 464, 0.25))).toBe(true);
  });

  it("shows the predicted class instead of the true one on request", async () => {
    const { container, rerender } = await renderChart(
      <FieldPlot {...base} extent={extent} samples={samples} colourBy="true" />,
    );
    expect(isOrange(reader(container)(0.75, 0.25))).toBe(true);
    expect(isOrange(reader(container)(0.25, 0.25))).toBe(false);
    await rerender(<FieldPlot {...base} extent={extent} samples={samples} colourBy="predicted" />);
    expect(isOrange(reader(container)(0.75, 0.25))).toBe(false);
    expect(isOrange(reader(container)(0.25, 0.25))).toBe(true);
  });

  it("has the page's colour where p is one half, and everywhere if the network has diverged", async () => {
    const { container, rerender } = await renderChart(<FieldPlot {...base} grid={grid(() => Number.NaN)} />);
    const surface = reader(container)(0.5, 0.5);
    await rerender(<FieldPlot {...base} grid={grid((_x, y) => y / 50)} />);
    const half = reader(container)(0.5, 0.5);
    for (const channel of ["red", "green", "blue"] as const) {
      expect(Math.abs(half[channel] - surface[channel])).toBeLessThanOrEqual(8);
    }
    await rerender(<FieldPlot {...base} grid={null} />);
    expect(reader(container)(0.2, 0.8)).toEqual(surface);
  });

  it("repaints in the other theme's colours", async () => {
    const { container } = await renderChart(<FieldPlot {...base} grid={null} />);
    document.documentElement.dataset.theme = "light";
    await expect.poll(() => reader(container)(0.5, 0.5).red).toBeGreaterThan(200);
    document.documentElement.dataset.theme = "dark";
    await expect.poll(() => reader(container)(0.5, 0.5).red).toBeLessThan(60);
    delete document.documentElement.dataset.theme;
  });

  it("draws the learned boundary where p is one half, together with the Bayes circle and the earlier run", async () => {
    const { container } = await renderChart(
      <FieldPlot
        {...base}
        grid={grid((_x, y) => y - 6)}
        reference={grid((x) => x + 6)}
        bayes={[{ kind: "circle", x: 0, y: 0, radius: 4 }]}
        labels={[
          { corner: "top-left", text: "boundary", target: "boundary" },
          { corner: "bottom-right", text: "Bayes", target: "bayes" },
          { corner: "top-right", text: "probe", target: "probe" },
        ]}
      />,
    );
    const plot = container.querySelector("canvas")!.getBoundingClientRect();
    const boundary = container.querySelector('[data-line="boundary"]')!.getBoundingClientRect();
    expect((boundary.top + boundary.height / 2 - plot.top) / plot.height).toBeCloseTo(0.2, 2);
    const reference = container.querySelector('[data-line="reference"]')!.getBoundingClientRect();
    expect((reference.left + reference.width / 2 - plot.left) / plot.width).toBeCloseTo(0.2, 2);
    const circle = container.querySelector('[data-line="bayes"] circle')!;
    expect(Number(circle.getAttribute("r")) / plot.width).toBeCloseTo(0.2, 3);
    expect(container.querySelector('[data-corner="top-left"]')).not.toBeNull();
    // Without a probe no sample is labelled as the probe.
    expect(container.querySelector('[data-corner="top-right"]')).toBeNull();
  });

  it("chooses the nearest sample by click and the next one by arrow key, and announces it", async () => {
    function Picked() {
      const [probe, setProbe] = useState<number | undefined>(undefined);
      return (
        <FieldPlot
          {...base}
          extent={extent}
          samples={samples}
          probe={probe}
          onProbe={setProbe}
          pickLabel="Choose a sample"
          describeSample={(index) => `sample ${index}`}
        />
      );
    }
    const { container } = await renderChart(<Picked />);
    const plane = page.getByRole("application", { name: "Choose a sample" });
    await userEvent.click(plane, { position: { x: 464 * 0.7, y: 464 * 0.3 } });
    await expect.element(page.getByRole("status")).toHaveTextContent("sample 0");
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(page.getByRole("status")).toHaveTextContent("sample 1");
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(page.getByRole("status")).toHaveTextContent("sample 2");
    const mark = container.querySelector('[data-line="probe"] circle')!.getBoundingClientRect();
    const plot = container.querySelector("canvas")!.getBoundingClientRect();
    expect((mark.left + mark.width / 2 - plot.left) / plot.width).toBeCloseTo(0.25, 2);
    expect((mark.top + mark.height / 2 - plot.top) / plot.height).toBeCloseTo(0.75, 2);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("draws extreme samples and grids without an error", async () => {
    const hostile: FieldSamples = {
      x: new Float32Array([Number.NaN, Number.POSITIVE_INFINITY, 1e30, -12, 0]),
      y: new Float32Array([0, 0, -1e30, 12, Number.NaN]),
      target: [1, 0, Number.NaN, 1, 0],
      size: new Float32Array([Number.NaN, 1e30, -1, 1, 1]),
    };
    const unusable = [
      { kind: "circle", x: 0, y: 0, radius: Number.NaN },
      { kind: "circle", x: 0, y: 0, radius: -1 },
      { kind: "circle", x: 0, y: 0, radius: 1e12 },
      { kind: "line", points: [] },
      { kind: "line", points: [{ x: Number.NaN, y: 0 }] },
    ] as const;
    const { container } = await renderChart(
      <>
        <FieldPlot
          {...base}
          grid={grid((x) => (x > 0 ? Number.POSITIVE_INFINITY : Number.NaN))}
          samples={hostile}
          probe={0}
        />
        <FieldPlot {...base} grid={{ size: 0, extent: 0, logits: new Float32Array() }} samples={hostile} probe={99} />
        <FieldPlot {...base} grid={{ size: 1, extent, logits: new Float32Array([1]) }} bayes={unusable} />
      </>,
      240,
    );
    expect(brokenNumbers(container)).toEqual([]);
    expect(container.querySelectorAll('[data-line="bayes"]')).toHaveLength(0);
  });

  it("draws the best classifier's boundary as a labelled line", async () => {
    const points = [-extent, 0, extent].map((y) => ({ x: extent / 2, y }));
    const { container } = await renderChart(
      <FieldPlot
        {...base}
        grid={grid(() => -1)}
        bayes={[{ kind: "line", points }]}
        labels={[{ corner: "bottom-left", text: "Bayes", target: "bayes" }]}
      />,
    );
    const plot = container.querySelector("canvas")!.getBoundingClientRect();
    const line = container.querySelector('[data-line="bayes"] path')!.getBoundingClientRect();
    expect((line.left + line.width / 2 - plot.left) / plot.width).toBeCloseTo(0.75, 2);
    expect(line.height / plot.height).toBeCloseTo(1, 1);
    expect(container.querySelector('[data-corner="bottom-left"]')).not.toBeNull();
  });

  it("fills its column at the given aspect", async () => {
    const { container } = await renderChart(<FieldPlot {...base} aspect={464 / 440} grid={grid(() => 1)} />, 464);
    const { width, height } = container.querySelector("canvas")!.getBoundingClientRect();
    expect([width, height]).toEqual([464, 440]);
  });
});

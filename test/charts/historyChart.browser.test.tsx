import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { HistoryChart, type HistoryChartProps, type HistoryLine } from "../../src/charts/history/HistoryChart";
import { axeFindings, brokenNumbers, plain, renderChart } from "./chartTest";

const epochs = (values: readonly number[]) => ({ x: values.map((_, i) => i), y: values });

function line(id: "training" | "validation", values: readonly number[]): HistoryLine {
  return { id, kind: id, label: id, ...epochs(values) };
}

const base: HistoryChartProps = {
  label: "Loss history",
  lines: [line("training", [0.09, 0.04, 0.03, 0.02]), line("validation", [0.08, 0.035, 0.025, 0.018])],
  epochs: 30,
  formatX: plain,
  formatY: plain,
  levels: [{ id: "bayes", value: 0.05, label: "Bayes" }],
  playhead: 3,
  reading: { label: "Read at epoch", valueText: (epoch, values) => `${epoch}: ${values.map(plain).join(", ")}` },
  table: { caption: "Loss by epoch", columns: ["epoch", "training", "validation"] },
};

const tickTexts = (container: Element) =>
  [...container.querySelectorAll("svg text")].map(({ textContent }) => textContent);

describe("HistoryChart", () => {
  it.each(["linear", "log"] as const)(
    "draws lines, end labels, the level and the playhead on a %s axis",
    async (scale) => {
      const { container } = await renderChart(<HistoryChart {...base} scale={scale} />, 248);
      await expect.element(page.getByRole("img", { name: "Loss history" })).toBeVisible();
      for (const id of ["training", "validation"]) {
        expect(container.querySelector(`path[data-line="${id}"]`)?.getAttribute("d")).toMatch(/^M/);
        await expect.poll(() => container.querySelector(`[data-label="${id}"]`)).toHaveStyle({ visibility: "visible" });
      }
      expect(container.querySelector('line[data-line="bayes"]')).not.toBeNull();
      expect(container.querySelector('line[data-line="playhead"]')).not.toBeNull();
      expect(brokenNumbers(container)).toEqual([]);
      expect(await axeFindings(container)).toEqual([]);
    },
  );

  it("has an axis up to the last epoch from the start", async () => {
    const { container } = await renderChart(<HistoryChart {...base} />, 358);
    expect(tickTexts(container)).toContain("30");
  });

  it("never shrinks its axis during a run, and starts again with the next run", async () => {
    const at = (peak: number, domainKey: string) => (
      <HistoryChart {...base} levels={[]} lines={[line("validation", [peak])]} domainKey={domainKey} />
    );
    const { container, rerender } = await renderChart(at(0.4, "a"));
    await expect.poll(() => tickTexts(container)).toContain("0.5");
    await rerender(at(1.7, "a"));
    await expect.poll(() => tickTexts(container)).toContain("2");
    await rerender(at(0.4, "a"));
    expect(tickTexts(container)).toContain("2");
    await rerender(at(0.4, "b"));
    await expect.poll(() => tickTexts(container)).toContain("0.5");
    expect(tickTexts(container)).not.toContain("2");
  });

  it("has gaps where a value is missing", async () => {
    const { container } = await renderChart(
      <HistoryChart {...base} lines={[line("validation", [0.1, 0.2, Number.NaN, 0.3, 0.2])]} />,
    );
    expect(container.querySelector('path[data-line="validation"]')!.getAttribute("d")!.match(/M/g)).toHaveLength(2);
  });

  it("shows its values by arrow key and under the pointer", async () => {
    const { container } = await renderChart(<HistoryChart {...base} />);
    const cursor = page.getByRole("slider", { name: "Read at epoch" });
    (cursor.element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
    await expect.element(cursor).toHaveAttribute("aria-valuetext", "1: 0.04, 0.035");
    expect(container.querySelector('[data-label="read-validation"]')?.textContent).toBe("0.035");
    (cursor.element() as HTMLElement).blur();
    await expect.poll(() => container.querySelector('[data-label="read-validation"]')).toBeNull();
    const plot = container.querySelector("svg[role=img]")!;
    await userEvent.hover(plot, { position: { x: 60, y: 40 } });
    await expect.poll(() => container.querySelector('[data-label="read-x"]')).not.toBeNull();
  });

  it("draws extreme histories without an error", async () => {
    const { container } = await renderChart(
      <>
        <HistoryChart {...base} lines={[]} levels={[]} />
        <HistoryChart {...base} label="b" scale="log" lines={[line("training", [0, -1, Number.NaN])]} levels={[]} />
        <HistoryChart
          {...base}
          label="c"
          epochs={0}
          lines={[line("validation", [Number.POSITIVE_INFINITY, 1e308, -1e308])]}
          levels={[{ id: "x", value: Number.NaN, label: "x" }]}
          playhead={Number.NaN}
        />
      </>,
    );
    expect(brokenNumbers(container)).toEqual([]);
  });
});

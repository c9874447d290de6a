import axe from "axe-core";
import type { ReactElement } from "react";
import { render } from "vitest-browser-react";
import "../../src/styles/fonts.css";
import "../../src/styles/index.css";

/** Renders a chart with the page's own styles in a column of the given width. */
export function renderChart(chart: ReactElement, widthPx?: number) {
  return render(inColumn(chart, widthPx));
}

/** The element that `renderChart` renders: for rendering the same chart again with other props. */
export function inColumn(chart: ReactElement, widthPx = 464): ReactElement {
  return <main style={{ width: widthPx, padding: 24, boxSizing: "content-box" }}>{chart}</main>;
}

/** A function sampled inside (0, 1), in the form of the curves' points. */
export function sampled(f: (p: number) => number, count = 200) {
  const x = Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count);
  return { x, y: x.map(f) };
}

/**
 * Every attribute of an svg or html element below `root` that contains NaN, Infinity or undefined.
 */
export function brokenNumbers(root: Element): string[] {
  return [...root.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes]
      .filter(({ name, value }) => name !== "aria-valuetext" && /NaN|Infinity|undefined/.test(value))
      .map(({ name, value }) => `<${element.tagName} ${name}="${value.slice(0, 80)}">`),
  );
}

export async function axeFindings(root: Element): Promise<string[]> {
  const { violations } = await axe.run(root, {
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

export const plain = (value: number) => (Number.isFinite(value) ? String(Number(value.toFixed(3))) : "–");

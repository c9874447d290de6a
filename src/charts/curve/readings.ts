import type { Frame } from "../parts/axis/frame";
import type { PlacedLabel } from "../parts/labels/PlacedLabels";
import type { Obstacle, Side } from "../parts/labels/placeLabels";
import type { CurveProbe } from "../parts/plot/ProbeHandle";
import { type Curve, valueAt } from "./curve";

interface Scale {
  (value: number): number;
  domain(): number[];
}

interface ReadingInput {
  positive: Curve;
  negative: Curve;
  /** Overlays and references whose values a hovering pointer shows too. */
  others?: readonly (Curve & { id: string })[];
  probe: Pick<CurveProbe, "x" | "of" | "values"> | undefined;
  hovered: number | null;
  /** Whether the probe's handle has the keyboard focus. */
  focused: boolean;
  x: Scale;
  y: Scale;
  formatX: (x: number) => string;
  formatValue: (y: number) => string;
}

interface Mark {
  id: string;
  of: "positive" | "negative" | "faint";
  x: number;
  y: number;
}

export interface Reading {
  lines: { kind: "probe" | "hover"; xPx: number }[];
  marks: Mark[];
  labels: PlacedLabel[];
  /** Boxes and lines that other labels must avoid. */
  obstacles: (frame: Frame) => Obstacle[];
}

const beside: readonly Side[] = ["ne", "e", "nw", "se", "w", "sw", "n", "s"];

/**
 * The values shown now. At the probe: the value of the probed sample's class, or of both classes
 * while the handle has the focus. At a hovering pointer: the values of both classes and x.
 */
export function readings(input: ReadingInput): Reading {
  const { positive, negative, others = [], probe, hovered, focused, x, y, formatX, formatValue } = input;
  const [lower = 0, upper = 1] = y.domain();
  const lines: Reading["lines"] = [];
  const marks: Mark[] = [];
  const labels: PlacedLabel[] = [];
  // Labels must keep up with a pointer or key; if only the data change, they may follow later.
  const mayLag = hovered === null && !focused;

  const readCurve = (
    id: string,
    curve: Curve,
    at: number,
    of: Mark["of"],
    tone: PlacedLabel["tone"],
    known?: number | undefined,
  ) => {
    const read = valueAt(curve, at);
    const value = known ?? read;
    if (!Number.isFinite(read) || !Number.isFinite(value)) return;
    const visible = value >= lower && value <= upper;
    const point = { x: x(at), y: y(Math.min(upper, Math.max(lower, value))) };
    if (visible) marks.push({ id, of, ...point });
    const strong = of !== "faint";
    labels.push({ id, content: formatValue(value), tone, strong, anchors: [point], sides: beside, gap: 7, mayLag });
  };
  const readAt = (kind: "probe" | "hover", at: number, of: "positive" | "negative") => {
    const tone = kind === "probe" && of === probe?.of ? "accent" : of;
    const known = kind === "probe" ? probe?.values?.[of] : undefined;
    readCurve(`${kind}-${of}`, of === "positive" ? positive : negative, at, of, tone, known);
  };

  if (probe && Number.isFinite(probe.x)) {
    const [first = 0, last = 1] = x.domain();
    const at = Math.min(last, Math.max(first, probe.x));
    lines.push({ kind: "probe", xPx: x(at) });
    readAt("probe", at, probe.of);
    if (focused && hovered === null) readAt("probe", at, probe.of === "positive" ? "negative" : "positive");
  }
  if (hovered !== null) {
    lines.push({ kind: "hover", xPx: x(hovered) });
    readAt("hover", hovered, "positive");
    readAt("hover", hovered, "negative");
    for (const { id, ...curve } of others) readCurve(`hover-${id}`, curve, hovered, "faint", "ink");
    const foot = { x: x(hovered), y: y(lower) };
    labels.push({
      id: "hover-x",
      content: formatX(hovered),
      tone: "ink-2",
      anchors: [foot],
      sides: ["ne", "nw"],
      gap: 4,
    });
  }

  const obstacles = (frame: Frame) => [
    ...lines.map(({ kind, xPx }) => ({
      id: `reading-${kind}`,
      ruler: true,
      weight: 2,
      points: [
        { x: xPx, y: frame.top },
        { x: xPx, y: frame.top + frame.height },
      ],
    })),
    ...marks.map(({ id, x: markX, y: markY }) => ({
      id: `mark-${id}`,
      points: [
        { x: markX - 4, y: markY - 4 },
        { x: markX + 4, y: markY + 4 },
        { x: markX + 4, y: markY - 4 },
        { x: markX - 4, y: markY + 4 },
      ],
    })),
  ];
  return { lines, marks, labels, obstacles };
}

/**
 * A few rows of the curves for the screen readers' table. Gaps go through the caller's format too
 * (∞, NaN).
 */
export function tableRows(
  curves: readonly Curve[],
  at: readonly number[],
  formatX: (x: number) => string,
  formatValue: (y: number) => string,
): string[][] {
  return at.map((value) => [formatX(value), ...curves.map((curve) => formatValue(valueAt(curve, value)))]);
}

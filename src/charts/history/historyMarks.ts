import type { ReactNode } from "react";
import type { DrawnLine } from "../curve/CurveLines";
import type { Frame } from "../parts/axis/frame";
import type { PlacedLabel } from "../parts/labels/PlacedLabels";
import type { Point } from "../parts/labels/placeLabels";

export interface HistoryMark {
  id: string;
  at: Point;
  bold: boolean;
}

interface Marked {
  marks: HistoryMark[];
  labels: PlacedLabel[];
}

type NamedLine = DrawnLine & { label?: ReactNode };

/**
 * A dot at each line's last point, with the line's name next to it, or further back along the line
 * if there is no room.
 */
export function lineEnds(lines: readonly NamedLine[]): Marked {
  const marks: HistoryMark[] = [];
  const labels: PlacedLabel[] = [];
  // Bold lines come last so that they are drawn on top; their labels are placed first.
  for (const { id, kind, points, label } of lines.toReversed()) {
    const known = points.filter(({ y }) => Number.isFinite(y)).toReversed();
    const end = known[0];
    if (!end) continue;
    const bold = kind === "validation";
    marks.push({ id, at: end, bold });
    if (label === undefined) continue;
    labels.push({
      id,
      content: label,
      tone: bold ? "ink" : "ink-2",
      strong: bold,
      anchors: known.slice(0, 12),
      prefer: 0,
      sides: ["e", "se", "ne", "n", "s", "nw", "sw"],
      curve: id,
      gap: 7,
      mayLag: true,
    });
  }
  return { marks, labels };
}

/** The value of one line, as text next to its point, or higher if lines are close together. */
export function readMark(id: string, at: Point, bold: boolean, text: string): Marked {
  const anchors = [0, -14, -28].map((up) => ({ x: at.x, y: at.y + up }));
  const tone = bold ? "ink" : "ink-2";
  const sides = ["ne", "e", "nw", "se", "w", "sw", "n", "s"] as const;
  return {
    marks: [{ id, at, bold }],
    labels: [{ id, content: text, tone, strong: bold, anchors, prefer: 0, sides, curve: id.replace("read-", "") }],
  };
}

/** The name of a level along its line, preferably at the end. */
export function levelName(id: string, content: ReactNode, yPx: number, { left, width }: Frame): PlacedLabel {
  const anchors = Array.from({ length: 9 }, (_, i) => ({ x: left + (i / 8) * width, y: yPx }));
  return {
    id,
    content,
    tone: "ink-2",
    anchors,
    prefer: 1,
    sides: ["nw", "sw", "n", "s"],
    curve: id,
    gap: 3,
    mayLag: true,
  };
}

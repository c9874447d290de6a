import type { Frame } from "../parts/axis/frame";
import type { PlacedLabel } from "../parts/labels/PlacedLabels";
import type { Side } from "../parts/labels/placeLabels";
import type { DrawnLine } from "./CurveLines";

const around: readonly Side[] = ["ne", "nw", "sw", "se", "n", "s", "e", "w"];

type CurveName = Pick<PlacedLabel, "id" | "content" | "tone" | "strong" | "prefer"> & { sides?: readonly Side[] };

/**
 * Labels that name lines directly: each may be anywhere along the visible part of the line with its
 * id.
 */
export function curveLabels(lines: readonly DrawnLine[], frame: Frame, names: readonly CurveName[]): PlacedLabel[] {
  const labels: PlacedLabel[] = [];
  for (const name of names) {
    const line = lines.find(({ id }) => id === name.id);
    if (!line || name.content === undefined || name.content === null) continue;
    const visible = line.points.filter(
      ({ x, y }) => x >= frame.left && x <= frame.left + frame.width && y >= frame.top && y <= frame.top + frame.height,
    );
    const every = Math.max(1, Math.floor(visible.length / 40));
    const anchors = visible.filter((_, i) => i % every === 0);
    if (anchors.length > 0) labels.push({ sides: around, ...name, curve: name.id, anchors, mayLag: true });
  }
  return labels;
}

import type { PlacedLabel } from "./PlacedLabels";
import type { Point } from "./placeLabels";

/** The position at which values are read, as text at the foot of its line. */
export function footLabel(id: string, content: string, foot: Point): PlacedLabel {
  return { id, content, tone: "ink-2", anchors: [foot], sides: ["ne", "nw"], gap: 4 };
}

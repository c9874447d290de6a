import type { ReactNode } from "react";
import type { PlacedLabel } from "../parts/labels/PlacedLabels";
import type { Obstacle, Point } from "../parts/labels/placeLabels";
import type { DrawnSurface, PlaneFrame } from "./useDrawnSurface";

/** Distance of anchors from the frame's edge, so that a label's box stays inside. */
const INSET_PX = 14;
/** Fewest points of a line that gets a label: a shorter line would be hidden by it. */
const SHORTEST_LINE = 12;
const MOST_ANCHORS = 40;
/** A flat minimum with fewer places is too small for a label. */
const FEWEST_PLACES = 4;

/** Each level's number, on one of the level's lines. */
export function levelLabels(
  { levels }: DrawnSurface,
  frame: PlaneFrame,
  format: (level: number) => string,
  inside: (place: Point) => boolean = () => true,
): PlacedLabel[] {
  return levels.flatMap(({ level, lines }): PlacedLabel[] => {
    const anchors = lines
      .filter((line) => line.length >= SHORTEST_LINE)
      .flat()
      .filter(
        ({ x, y }) =>
          inside({ x, y }) &&
          x > frame.left + INSET_PX &&
          x < frame.left + frame.width - INSET_PX &&
          y > frame.top + INSET_PX &&
          y < frame.top + frame.height - INSET_PX,
      );
    const every = Math.ceil(anchors.length / MOST_ANCHORS);
    if (anchors.length === 0) return [];
    return [
      {
        id: `level ${level}`,
        content: format(level),
        tone: "ink-2",
        anchors: anchors.filter((_, i) => i % every === 0),
        sides: ["on"],
        curve: `level ${level}`,
      },
    ];
  });
}

/** The name of the flat minimum, anywhere inside it, unless it has fewer than `fewest` places. */
export function flatMinimumLabel(
  { flatMinimum }: DrawnSurface,
  name: (value: number) => ReactNode,
  inside: (place: Point) => boolean = () => true,
  fewest = FEWEST_PLACES,
): PlacedLabel[] {
  if (!flatMinimum || flatMinimum.edge.length === 0) return [];
  const anchors = flatMinimum.places.filter(inside);
  if (anchors.length < fewest) return [];
  return [{ id: "flat-minimum", content: name(flatMinimum.value), tone: "ink", anchors, sides: ["on"] }];
}

/** The lines as obstacles for labels. */
export function levelObstacles({ levels, flatMinimum }: DrawnSurface): Obstacle[] {
  const gap = { x: Number.NaN, y: Number.NaN };
  return [
    ...levels.map(({ level, lines }) => ({
      id: `level ${level}`,
      points: lines.flatMap((line) => [...line, gap]),
      ruler: true,
      weight: 0.4,
    })),
    { id: "flat-minimum", points: flatMinimum?.edge.flatMap((line) => [...line, gap]) ?? [], ruler: true },
  ];
}

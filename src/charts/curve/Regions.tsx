import type { ReactNode } from "react";
import type { Frame } from "../axis/frame";
import type { Domain } from "../axis/ticks";
import type { PlacedLabel } from "../labels/PlacedLabels";
import styles from "./Regions.module.css";

/** Parts of the horizontal axis that have something in common, and its name. */
export interface ShadedRegions {
  spans: readonly Domain[];
  label?: ReactNode;
}

type Scale = (value: number) => number;

/** Narrower, a name would say more about its neighbours than about the region. */
const LEAST_NAMED_PX = 36;

export function Regions({ regions, scale, frame }: { regions: ShadedRegions; scale: Scale; frame: Frame }) {
  return (
    <g data-part="regions">
      {regions.spans.map(([from, to]) => (
        <rect
          key={from}
          className={styles.region}
          x={scale(from)}
          y={frame.top}
          width={Math.max(0, scale(to) - scale(from))}
          height={frame.height}
        />
      ))}
    </g>
  );
}

/** The regions' name along the upper edge of the widest one. */
export function regionLabel(regions: ShadedRegions | undefined, scale: Scale, { top }: Frame): PlacedLabel[] {
  if (regions?.label === undefined) return [];
  const widths = regions.spans.map(([from, to]) => scale(to) - scale(from));
  const widest = widths.indexOf(Math.max(...widths));
  const span = regions.spans[widest];
  if (span === undefined || !(widths[widest]! >= LEAST_NAMED_PX)) return [];
  const [left, right] = [scale(span[0]), scale(span[1])];
  const anchors = [0.5, 0.3, 0.7, 0.1, 0.9].map((share) => ({ x: left + share * (right - left), y: top }));
  return [
    { id: "region", content: regions.label, tone: "ink-2", anchors, prefer: 0, sides: ["s", "se", "sw"], gap: 4 },
  ];
}

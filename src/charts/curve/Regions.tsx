import type { ReactNode } from "react";
import type { Frame } from "../parts/axis/frame";
import type { Domain } from "../parts/axis/ticks";
import type { PlacedLabel } from "../parts/labels/PlacedLabels";
import styles from "./Regions.module.css";

/** Shaded parts of the horizontal axis that share a property, and the property's name. */
export interface ShadedRegions {
  spans: readonly Domain[];
  label?: ReactNode;
}

type Scale = (value: number) => number;

/** Narrower regions get no name: it would cover their neighbours. */
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

/** The regions' common name, in the widest region, as high as the curves leave room. */
export function regionLabel(regions: ShadedRegions | undefined, scale: Scale, frame: Frame): PlacedLabel[] {
  if (regions?.label === undefined) return [];
  const widths = regions.spans.map(([from, to]) => scale(to) - scale(from));
  const width = Math.max(...widths);
  const span = regions.spans[widths.indexOf(width)];
  if (span === undefined || !(width >= LEAST_NAMED_PX)) return [];
  const left = scale(span[0]);
  const anchors = [0, 0.2, 0.4, 0.6, 0.8].flatMap((down) =>
    [0.5, 0.3, 0.7, 0.1, 0.9].map((along) => ({ x: left + along * width, y: frame.top + down * frame.height })),
  );
  return [
    {
      id: "region",
      content: regions.label,
      tone: "ink-2",
      anchors,
      prefer: 0,
      sides: ["s", "se", "sw"],
      gap: 4,
      maxWidthPx: Math.max(LEAST_NAMED_PX * 2, width - 8),
      mayLag: true,
    },
  ];
}

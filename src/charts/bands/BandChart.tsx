import { type ReactNode, useId, useState } from "react";
import { type Curve, curvePath, linePoints, valueAt } from "../curve/curve";
import { ReadingLine } from "../curve/ReadingLine";
import { plotFrame } from "../parts/axis/frame";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { footLabel } from "../parts/labels/footLabel";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import type { Point } from "../parts/labels/placeLabels";
import { labelBounds, PlotFigure, verticalRule } from "../parts/plot/PlotFigure";
import { type CursorWords, ReadingCursor } from "../parts/plot/ReadingCursor";
import { usePlotArea } from "../parts/plot/usePlotArea";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import styles from "./BandChart.module.css";
import { Bands } from "./Bands";
import { seriesDash, seriesMarkPath } from "./seriesLook";

/**
 * One model, or several of the same kind. Several are shown as the band between their quartiles,
 * with the median as the bold line.
 */
export interface BandSeries {
  id: string;
  /** Selects dash, hatch and end mark: 0 to 3. */
  index: number;
  /** Shown next to the line. */
  name: ReactNode;
  curve: Curve;
  /** If set, its `y` is the bold line and `curve` a thin one. */
  band: (Curve & { lower: ArrayLike<number>; upper: ArrayLike<number> }) | null;
}

export interface BandChartProps {
  /** Accessible name. */
  label: string;
  description?: string | undefined;
  series: readonly BandSeries[];
  /** Dotted curves, e.g. theoretical optima. */
  references?: readonly (Curve & { id: string; name: ReactNode })[] | undefined;
  xDomain: Domain;
  /** Lines and bands are clipped to this range. */
  yDomain: Domain;
  /** x of the vertical line that marks the value shown elsewhere on the page. */
  playhead?: number | undefined;
  /** Called with the x value where the chart is pressed. */
  onChoose?: ((x: number) => void) | undefined;
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  formatValue: (y: number) => string;
  xLabel: ReactNode;
  /**
   * The cursor moved by arrow keys: its accessible name, its step, and the text for the bold lines'
   * values at x.
   */
  reading: CursorWords & { step: number };
  heightPx?: number | undefined;
  /** Column headings of the screen readers' table: x, then one per series and reference. */
  table: { caption: string; columns: readonly string[] };
}

const noReferences: NonNullable<BandChartProps["references"]> = [];

/** A few models over one axis, distinguished by dash, hatch and the mark at the line's end. */
export function BandChart(props: BandChartProps) {
  const { label, description, series, references = noReferences, xDomain, yDomain, playhead, onChoose } = props;
  const { formatX, formatY, formatValue, reading } = props;
  const hatchId = useId();
  const area = usePlotArea(props.heightPx, { least: 150, most: 250, perWidth: 0.52 });
  const [cursor, setCursor] = useState<number | null>(null);
  const yTicks = niceTicks(yDomain, area.heightPx > 170 ? 5 : 3);
  const frame = plotFrame(area.widthPx, area.heightPx, yTicks.map(formatY), area.textPx);
  const baseline = frame.top + frame.height;
  const right = frame.left + frame.width;
  const x = valueScale("linear", xDomain, [frame.left, right]);
  const y = valueScale("linear", yDomain, [baseline, frame.top]);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, onChoose, playhead);

  const bold = series.map(({ band, curve }) => band ?? curve);
  const lines = series.map(({ id, index }, i) => ({ id, index, points: linePoints(bold[i]!, x, y) }));
  const thin = series.flatMap(({ id, index, band, curve }) =>
    band === null ? [] : [{ id: `${id}-one`, index, points: linePoints(curve, x, y) }],
  );
  const bands = series.flatMap(({ id, index, band }) =>
    band === null
      ? []
      : [
          {
            id,
            index,
            upper: linePoints({ x: band.x, y: band.upper }, x, y),
            lower: linePoints({ x: band.x, y: band.lower }, x, y),
          },
        ],
  );
  const dotted = references.map(({ id, ...curve }) => ({ id, points: linePoints(curve, x, y) }));

  const readAt = pointer.hovered ?? cursor;
  const inside = ({ x: xPx, y: yPx }: Point) => xPx <= right + 1 && yPx >= frame.top - 1 && yPx <= baseline + 1;
  // All models start with nearly equal values, so a name near the start would be ambiguous.
  const isAlong = ({ x: xPx }: Point) => xPx >= frame.left + 0.2 * frame.width;
  const ends = lines.flatMap(({ id, index, points }) => {
    const end = points.findLast((point) => inside(point));
    return end === undefined ? [] : [{ id, index, at: end }];
  });
  const labels: PlacedLabel[] = [];
  if (readAt === null) {
    for (const [i, { id, name }] of series.entries()) {
      const anchors = lines[i]!.points.filter((point) => inside(point) && isAlong(point));
      if (anchors.length > 0) labels.push(lineName(id, name, anchors, "ink"));
    }
  } else {
    for (const [i, { id, name }] of series.entries()) {
      const value = valueAt(bold[i]!, readAt);
      if (!Number.isFinite(value)) continue;
      const content = (
        <>
          <span>{name}</span> <span>{formatValue(value)}</span>
        </>
      );
      const anchors = [0, -16, 16, -32, 32].map((up) => ({ x: x(readAt), y: y(value) + up }));
      labels.push({
        id,
        content,
        tone: "ink",
        strong: true,
        anchors,
        prefer: 0,
        sides: ["e", "ne", "se", "w", "nw", "sw"],
        gap: 8,
      });
    }
    labels.push(footLabel("x", formatX(readAt), { x: x(readAt), y: baseline }));
  }
  for (const [i, { id, name }] of references.entries()) {
    const anchors = dotted[i]!.points.filter(inside);
    if (anchors.length > 0) labels.push({ ...lineName(id, name, anchors, "ink-2"), prefer: 0.45, strong: false });
  }
  const obstacles = [
    ...lines,
    ...dotted,
    ...thin.map((line) => ({ ...line, weight: 0.4 })),
    ...(readAt === null ? [] : [verticalRule("reading", x(readAt), frame)]),
  ];
  const start = cursor ?? playhead ?? xDomain[1];
  const rows = () =>
    niceTicks(xDomain, 7).map((at) => [
      formatX(at),
      ...[...bold, ...references].map((curve) => formatValue(valueAt(curve, at))),
    ]);

  return (
    <PlotFigure
      area={area}
      label={label}
      description={description}
      frame={frame}
      xTicks={niceTicks(xDomain, area.widthPx > 320 ? 6 : 4).map((at) => ({ positionPx: x(at), text: formatX(at) }))}
      yTicks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))}
      pointer={pointer}
      choosable={onChoose !== undefined}
      className={styles.drawing}
      ground={<Bands frame={frame} bands={bands} idPrefix={hatchId} />}
      over={
        <>
          <PlacedLabels labels={labels} obstacles={obstacles} bounds={labelBounds(frame)} />
          <ReadingCursor
            words={reading}
            at={start}
            domain={xDomain}
            step={reading.step}
            values={bold.map((curve) => valueAt(curve, start))}
            scale={x}
            yPx={baseline}
            onMove={setCursor}
          />
        </>
      }
      xLabel={props.xLabel}
      table={{ ...props.table, rows }}
    >
      {playhead !== undefined && (
        <line
          className={styles.rule}
          x1={x(playhead)}
          x2={x(playhead)}
          y1={frame.top}
          y2={baseline}
          data-line="playhead"
        />
      )}
      <svg
        x={frame.left - 2}
        y={frame.top - 2}
        width={frame.width + 4}
        height={frame.height + 4}
        viewBox={`${frame.left - 2} ${frame.top - 2} ${frame.width + 4} ${frame.height + 4}`}
        className={styles.clip}
        aria-hidden="true"
      >
        {dotted.map(({ id, points }) => (
          <path key={id} className={styles.reference} d={curvePath(points)} data-line={id} />
        ))}
        {[...thin, ...lines].map(({ id, index, points }, i) => (
          <path
            key={id}
            className={styles.line}
            d={curvePath(points)}
            data-line={id}
            data-thin={i < thin.length || undefined}
            strokeDasharray={seriesDash(index)}
          />
        ))}
      </svg>
      {readAt !== null && <ReadingLine kind="hover" xPx={x(readAt)} top={frame.top} bottom={baseline} />}
      {ends.map(({ id, index, at }) => (
        <path key={id} className={styles.mark} d={seriesMarkPath(index, at.x, at.y, 4)} data-mark={id} />
      ))}
    </PlotFigure>
  );
}

/** A label anywhere along the line, preferably at its end. */
function lineName(id: string, content: ReactNode, points: readonly Point[], tone: PlacedLabel["tone"]): PlacedLabel {
  const every = Math.max(1, Math.floor(points.length / 40));
  const anchors = points.filter((_, i) => (points.length - 1 - i) % every === 0).toReversed();
  return {
    id,
    content,
    tone,
    strong: true,
    anchors,
    prefer: 0.1,
    sides: ["ne", "nw", "n", "se", "sw", "s"],
    curve: id,
    gap: 6,
    mayLag: true,
  };
}

import { type ReactNode, useState } from "react";
import { CurveLines, type DrawnLine } from "../curve/CurveLines";
import { type Curve, curvePoints, valueAt } from "../curve/curve";
import { Marker } from "../curve/Marker";
import { ReadingLine } from "../curve/ReadingLine";
import { plotFrame } from "../parts/axis/frame";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { valueScale, valueTicks } from "../parts/axis/valueScale";
import { footLabel } from "../parts/labels/footLabel";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import { labelBounds, PlotFigure, verticalRule } from "../parts/plot/PlotFigure";
import { type CursorWords, ReadingCursor } from "../parts/plot/ReadingCursor";
import { usePlotArea } from "../parts/plot/usePlotArea";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import styles from "./HistoryChart.module.css";
import { levelName, lineEnds, readMark } from "./historyMarks";
import { type HistoryScale, historyDomain } from "./historyScale";
import { useGrowingDomain } from "./useGrowingDomain";

/** One line: x is the epoch, y the value at its end; NaN is a gap. */
export interface HistoryLine extends Curve {
  id: string;
  /** Training lines are thin, validation lines bold. */
  kind: "training" | "validation";
  label?: ReactNode;
}

export interface HistoryReferenceLine {
  id: string;
  value: number;
  label?: ReactNode;
}

export interface HistoryChartProps {
  label: string;
  description?: string | undefined;
  lines: readonly HistoryLine[];
  /** Number of epochs of the whole run; the axis covers them from the start. */
  epochs: number;
  scale?: HistoryScale | undefined;
  /**
   * A fixed range of the vertical axis. If absent, the range grows with the data and never shrinks
   * while `domainKey` stays the same.
   */
  domain?: Domain | undefined;
  /** Must change when a new run begins. */
  domainKey?: string | undefined;
  /** Dotted horizontal lines, e.g. the value of the Bayes classifier. */
  levels?: readonly HistoryReferenceLine[] | undefined;
  /** The epoch that the page shows. */
  playhead?: number | undefined;
  formatX: (epoch: number) => string;
  formatY: (value: number) => string;
  formatValue?: ((value: number) => string) | undefined;
  xLabel?: ReactNode;
  /**
   * Accessible name of the cursor moved by arrow keys, and its text at an epoch. If absent there is
   * no cursor.
   */
  reading?: CursorWords | undefined;
  heightPx?: number | undefined;
  /** Headings of the table: epoch, then one per line. */
  table?: { caption: string; columns: readonly string[] } | undefined;
}

const noLevels: readonly HistoryReferenceLine[] = [];

/** Values over the epochs of a run. */
export function HistoryChart(props: HistoryChartProps) {
  const { label, description, lines, epochs, scale = "linear", levels = noLevels, playhead, reading } = props;
  const { formatX, formatY, formatValue = formatY } = props;
  const area = usePlotArea(props.heightPx, { least: 104, most: 200, perWidth: 0.5 });
  const [cursor, setCursor] = useState<number | null>(null);
  const levelValues = levels.map(({ value }) => value);
  const needed = props.domain ?? historyDomain(lines, levelValues, scale);
  const grown = useGrowingDomain(needed, `${props.domainKey ?? ""} ${scale}`);
  const yDomain = props.domain ?? grown ?? (scale === "log" ? [0.1, 1] : [0, 1]);
  const yTicks = valueTicks(scale, yDomain, area.heightPx > 150 ? 5 : 3);
  const frame = plotFrame(area.widthPx, area.heightPx, yTicks.map(formatY), area.textPx);
  const xDomain: Domain = [0, Math.max(1, epochs)];
  const baseline = frame.top + frame.height;
  const x = valueScale("linear", xDomain, [frame.left, frame.left + frame.width]);
  const y = valueScale(scale, yDomain, [baseline, frame.top]);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, undefined);

  const drawn: (DrawnLine & { label?: ReactNode })[] = lines.map((line) => ({
    id: line.id,
    kind: line.kind,
    label: line.label,
    points: curvePoints(line, x, y),
  }));
  const readEpoch = pointer.hovered === null ? cursor : Math.round(pointer.hovered);
  const values = readEpoch === null ? [] : lines.map((line) => valueAt(line, readEpoch));

  const levelLines = levels.filter(({ value }) => value >= yDomain[0] && value <= yDomain[1]);
  const ends = lineEnds(drawn);
  const marks = [...ends.marks];
  const labels: PlacedLabel[] = [];
  if (readEpoch === null) labels.push(...ends.labels);
  else {
    for (const [i, value] of values.entries()) {
      const { id, kind } = lines[i]!;
      if (!Number.isFinite(value) || (scale === "log" && value <= 0)) continue;
      const at = { x: x(readEpoch), y: y(value) };
      const read = readMark(`read-${id}`, at, kind === "validation", formatValue(value));
      marks.push(...read.marks);
      labels.unshift(...read.labels);
    }
    labels.push(footLabel("read-x", formatX(readEpoch), { x: x(readEpoch), y: baseline }));
  }
  for (const { id, value, label: content } of levelLines) {
    if (content !== undefined) labels.push(levelName(id, content, y(value), frame));
  }
  const obstacles = [
    ...drawn,
    ...levelLines.map(({ id, value }) => ({
      id,
      points: [
        { x: frame.left, y: y(value) },
        { x: frame.left + frame.width, y: y(value) },
      ],
    })),
    ...(playhead === undefined ? [] : [verticalRule("playhead", x(playhead), frame)]),
    ...(readEpoch === null ? [] : [verticalRule("reading", x(readEpoch), frame)]),
  ];
  const readCursor = cursor ?? (Number.isFinite(playhead) ? Math.round(Math.min(epochs, playhead ?? 0)) : 0);

  return (
    <PlotFigure
      area={area}
      label={label}
      description={description}
      frame={frame}
      xTicks={epochTicks(xDomain, area.widthPx > 320 ? 7 : 4).map((tick) => ({
        positionPx: x(tick),
        text: formatX(tick),
      }))}
      yTicks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))}
      pointer={pointer}
      choosable={false}
      className={styles.drawing}
      over={
        <>
          <PlacedLabels labels={labels} obstacles={obstacles} bounds={labelBounds(frame)} />
          {reading && (
            <ReadingCursor
              words={reading}
              at={readCursor}
              domain={xDomain}
              step={1}
              values={lines.map((line) => valueAt(line, readCursor))}
              scale={x}
              yPx={baseline}
              onMove={setCursor}
            />
          )}
        </>
      }
      xLabel={props.xLabel}
      table={
        props.table && {
          ...props.table,
          rows: () =>
            epochTicks(xDomain, 7).map((epoch) => [
              formatX(epoch),
              ...lines.map((line) => formatValue(valueAt(line, epoch))),
            ]),
        }
      }
    >
      {levelLines.map(({ id, value }) => (
        <line
          key={id}
          className={styles.level}
          x1={frame.left}
          x2={frame.left + frame.width}
          y1={y(value)}
          y2={y(value)}
          data-line={id}
        />
      ))}
      {playhead !== undefined && Number.isFinite(playhead) && (
        <line
          className={styles.playhead}
          x1={x(playhead)}
          x2={x(playhead)}
          y1={frame.top}
          y2={baseline}
          data-line="playhead"
        />
      )}
      <CurveLines frame={frame} lines={drawn} />
      {readEpoch !== null && <ReadingLine kind="hover" xPx={x(readEpoch)} top={frame.top} bottom={baseline} />}
      {marks.map(({ id, at, bold }) => (
        <Marker key={id} of={bold ? "ink" : "faint"} x={at.x} y={at.y} />
      ))}
    </PlotFigure>
  );
}

/** The cursor reads whole epochs. */
const epochTicks = (domain: Domain, maximum: number) => niceTicks(domain, maximum).filter(Number.isInteger);

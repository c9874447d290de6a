import { type ReactNode, useState } from "react";
import { plotFrame } from "../parts/axis/frame";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { type ScaleKind, valueScale, valueTicks } from "../parts/axis/valueScale";
import { PlacedLabels } from "../parts/labels/PlacedLabels";
import { labelBounds, PlotFigure } from "../parts/plot/PlotFigure";
import { type CurveProbe, ProbeHandle } from "../parts/plot/ProbeHandle";
import { ReadingMarks } from "../parts/plot/ReadingMarks";
import { usePlotArea } from "../parts/plot/usePlotArea";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import styles from "./CurveChart.module.css";
import { CurveLines, type DrawnLine } from "./CurveLines";
import { type Curve, linePoints } from "./curve";
import { curveLabels } from "./curveLabels";
import { Regions, regionLabel, type ShadedRegions } from "./Regions";
import { readings, tableRows } from "./readings";

export interface LabelledCurve extends Curve {
  label?: ReactNode;
}

export interface ReferenceCurve extends LabelledCurve {
  id: string;
}

export interface CurveChartProps {
  /** Accessible name. */
  label: string;
  description?: string | undefined;
  /** Curves for the labels y = 1 and y = 0. */
  positive: LabelledCurve;
  negative: LabelledCurve;
  references?: readonly ReferenceCurve[] | undefined;
  /**
   * Curves of other losses or parameter values, each with its own dash. A hovering pointer shows
   * their values too.
   */
  overlays?: readonly ReferenceCurve[] | undefined;
  /** Parts of the horizontal axis to shade. */
  regions?: ShadedRegions | undefined;
  /** [0, 1] for probabilities, [−6, 6] for logits and margins, [−1, 1] for residuals. */
  xDomain: Domain;
  /** Curves are clipped to this range. */
  yDomain: Domain;
  /** The default is linear. */
  yScale?: ScaleKind | undefined;
  xLabel?: ReactNode;
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  /** Format of values shown at the probe or pointer; `formatY` by default. */
  formatValue?: ((y: number) => string) | undefined;
  probe?: CurveProbe | undefined;
  onProbe?: ((x: number) => void) | undefined;
  /** Height of the drawing without the axis title; by default it follows the width. */
  heightPx?: number | undefined;
  /**
   * Headings of the screen readers' table: x, then one for each curve with points: y = 1, y = 0,
   * the overlays.
   */
  table?: { caption: string; columns: readonly string[] } | undefined;
}

const noReferences: readonly ReferenceCurve[] = [];
/** Number of dashes in CurveLines.module.css; further overlays reuse them. */
const DASHES = 6;

/** A function of the prediction for both labels: the loss itself, or one of its derivatives. */
export function CurveChart(props: CurveChartProps) {
  const { label, description, positive, negative, xDomain, yDomain, yScale = "linear", probe, onProbe } = props;
  const { references = noReferences, overlays = noReferences, regions } = props;
  const { formatX, formatY, formatValue = formatY } = props;
  const area = usePlotArea(props.heightPx, { least: 150, most: 280, perWidth: 0.66 });
  const [focused, setFocused] = useState(false);
  const yTicks = valueTicks(yScale, yDomain, area.heightPx > 200 ? 5 : 4);
  const frame = plotFrame(area.widthPx, area.heightPx, yTicks.map(formatY), area.textPx);
  const x = valueScale("linear", xDomain, [frame.left, frame.left + frame.width]);
  const y = valueScale(yScale, yDomain, [frame.top + frame.height, frame.top]);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, onProbe, probe?.x);

  const lines: DrawnLine[] = [
    ...references.map(({ id, ...curve }) => ({ id, kind: "reference" as const, points: linePoints(curve, x, y) })),
    ...overlays.map(({ id, ...curve }, i) => ({
      id,
      kind: "overlay" as const,
      dash: i % DASHES,
      points: linePoints(curve, x, y),
    })),
    { id: "negative", kind: "negative", points: linePoints(negative, x, y) },
    { id: "positive", kind: "positive", points: linePoints(positive, x, y) },
  ];
  const reading = readings({
    positive,
    negative,
    others: overlays,
    probe,
    hovered: pointer.hovered,
    focused,
    x,
    y,
    formatX,
    formatValue,
  });
  const names = curveLabels(lines, frame, [
    { id: "positive", content: positive.label, tone: "positive", strong: true, prefer: 0.25 },
    { id: "negative", content: negative.label, tone: "negative", strong: true, prefer: 0.75 },
    ...overlays.map(({ id, label: content }, i) => ({
      id,
      content,
      tone: "ink" as const,
      prefer: 0.35 + 0.1 * (i % 4),
    })),
    ...references.map(({ id, label: content }) => ({ id, content, tone: "ink-2" as const, prefer: 0.6 })),
  ]);
  const obstacles = [
    ...lines.map((line) => ({ ...line, weight: line.kind === "reference" ? 0.5 : 1 })),
    ...reading.obstacles(frame),
  ];

  return (
    <PlotFigure
      area={area}
      label={label}
      description={description}
      frame={frame}
      xTicks={niceTicks(xDomain, 5).map((tick) => ({ positionPx: x(tick), text: formatX(tick) }))}
      yTicks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))}
      pointer={pointer}
      choosable={onProbe !== undefined}
      over={
        <>
          <PlacedLabels
            labels={[...reading.labels, ...names, ...regionLabel(regions, x, frame)]}
            obstacles={obstacles}
            bounds={labelBounds(frame)}
          />
          <ProbeHandle
            probe={probe}
            domain={xDomain}
            scale={x}
            yPx={frame.top + frame.height}
            onChange={onProbe}
            onFocusChange={setFocused}
          />
        </>
      }
      ground={regions && <Regions regions={regions} scale={x} frame={frame} />}
      xLabel={props.xLabel}
      table={
        props.table && {
          ...props.table,
          rows: () => {
            const drawn = [positive, negative, ...overlays].filter((curve) => curve.x.length > 0);
            return tableRows(drawn, niceTicks(xDomain, 5), formatX, formatValue);
          },
        }
      }
    >
      {yDomain[0] < 0 && yDomain[1] > 0 && (
        <line
          className={styles.zero}
          x1={frame.left}
          x2={frame.left + frame.width}
          y1={y(0)}
          y2={y(0)}
          data-line="zero"
        />
      )}
      <CurveLines frame={frame} lines={lines} />
      <ReadingMarks reading={reading} frame={frame} />
    </PlotFigure>
  );
}

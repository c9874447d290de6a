import { scaleLinear } from "d3-scale";
import { type ReactNode, useId, useState } from "react";
import { AxisX, AxisY } from "../axis/Axis";
import { plotFrame } from "../axis/frame";
import plot from "../axis/Plot.module.css";
import { type Domain, niceTicks } from "../axis/ticks";
import { Handle } from "../handle/Handle";
import { PlacedLabels } from "../labels/PlacedLabels";
import { ChartTable } from "../table/ChartTable";
import { useTokens } from "../tokens";
import { useSize } from "../useSize";
import { CurveLines, type DrawnLine } from "./CurveLines";
import { type Curve, linePoints } from "./curve";
import { curveLabels } from "./curveLabels";
import { Marker } from "./Marker";
import { ReadingLine } from "./ReadingLine";
import { readings, tableRows } from "./readings";
import { usePlotPointer } from "./usePlotPointer";

export interface LabelledCurve extends Curve {
  label?: ReactNode;
}

export interface ReferenceCurve extends LabelledCurve {
  id: string;
}

/** The one probe of the page as a chart over a horizontal axis sees it. */
export interface CurveProbe {
  x: number;
  /** Whose curve the number belongs to. */
  of: "positive" | "negative";
  /** Accessible name of its handle. */
  label: string;
  valueText: string;
  /** Of an arrow key; default 1/100 of the axis. */
  step?: number | undefined;
}

export interface CurveChartProps {
  /** Accessible name. */
  label: string;
  description?: string | undefined;
  /** Of the label y = 1 and of y = 0. */
  positive: LabelledCurve;
  negative: LabelledCurve;
  references?: readonly ReferenceCurve[] | undefined;
  /** [0, 1] for probabilities, [−6, 6] for logits. */
  xDomain: Domain;
  /** Curves are clipped to it. */
  yDomain: Domain;
  xLabel?: ReactNode;
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  /** For the values read off; default `formatY`. */
  formatValue?: ((y: number) => string) | undefined;
  probe?: CurveProbe | undefined;
  onProbe?: ((x: number) => void) | undefined;
  /** Of the drawing without the axis title; default follows the width. */
  heightPx?: number | undefined;
  /** Headings of the table for screen readers: x, y = 1, y = 0. */
  table?: { caption: string; columns: readonly [string, string, string] } | undefined;
}

const noReferences: readonly ReferenceCurve[] = [];

/** A function of the prediction for both labels: the loss itself, or its derivative. */
export function CurveChart(props: CurveChartProps) {
  const { label, description, positive, negative, references = noReferences, xDomain, yDomain, probe, onProbe } = props;
  const { formatX, formatY, formatValue = formatY } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const [focused, setFocused] = useState(false);
  const { textPx } = useTokens();
  const descriptionId = useId();
  const heightPx = props.heightPx ?? Math.round(Math.min(280, Math.max(150, widthPx * 0.66)));
  const yTicks = niceTicks(yDomain, heightPx > 200 ? 5 : 4);
  const frame = plotFrame(widthPx, heightPx, yTicks.map(formatY), textPx[0]);
  const x = scaleLinear(xDomain, [frame.left, frame.left + frame.width]);
  const y = scaleLinear(yDomain, [frame.top + frame.height, frame.top]);
  const baseline = frame.top + frame.height;
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, onProbe);

  const lines: DrawnLine[] = [
    ...references.map(({ id, ...curve }) => ({ id, kind: "reference" as const, points: linePoints(curve, x, y) })),
    { id: "negative", kind: "negative", points: linePoints(negative, x, y) },
    { id: "positive", kind: "positive", points: linePoints(positive, x, y) },
  ];
  const reading = readings({
    positive,
    negative,
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
    ...references.map(({ id, label: content }) => ({ id, content, tone: "ink-2" as const, prefer: 0.6 })),
  ]);
  const obstacles = [
    ...lines.map((line) => ({ ...line, weight: line.kind === "reference" ? 0.5 : 1 })),
    ...reading.obstacles(frame),
  ];
  const bounds = { x: frame.left + 2, y: 0, width: frame.width + 5, height: baseline - 1 };

  return (
    <div className={plot.chart}>
      <div ref={ref} className={plot.drawing} style={{ height: heightPx }}>
        {widthPx > 0 && (
          <>
            <svg
              role="img"
              aria-label={label}
              aria-describedby={description ? descriptionId : undefined}
              width={widthPx}
              height={heightPx}
              className={plot.svg}
            >
              <AxisY frame={frame} ticks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))} />
              <AxisX
                frame={frame}
                ticks={niceTicks(xDomain, 5).map((tick) => ({ positionPx: x(tick), text: formatX(tick) }))}
              />
              <CurveLines frame={frame} lines={lines} />
              {reading.lines.map((line) => (
                <ReadingLine key={line.kind} {...line} top={frame.top} bottom={baseline} />
              ))}
              {reading.marks.map((mark) => (
                <Marker key={mark.id} {...mark} />
              ))}
              <rect
                className={onProbe ? plot.choosable : plot.readable}
                x={frame.left}
                y={0}
                width={frame.width}
                height={baseline}
                {...pointer.handlers}
              />
            </svg>
            <PlacedLabels labels={[...reading.labels, ...names]} obstacles={obstacles} bounds={bounds} />
            {probe && Number.isFinite(probe.x) && (
              <Handle
                label={probe.label}
                value={probe.x}
                min={xDomain[0]}
                max={xDomain[1]}
                step={probe.step ?? (xDomain[1] - xDomain[0]) / 100}
                valueText={probe.valueText}
                xPx={x(Math.min(xDomain[1], Math.max(xDomain[0], probe.x)))}
                yPx={baseline}
                invert={(xPx) => x.invert(xPx)}
                onChange={onProbe}
                onFocusChange={setFocused}
                shape="disc"
              />
            )}
          </>
        )}
      </div>
      {props.xLabel !== undefined && (
        <div className={plot.title} style={{ paddingLeft: frame.left }}>
          {props.xLabel}
        </div>
      )}
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
      {props.table && (
        <ChartTable
          {...props.table}
          rows={tableRows(positive, negative, niceTicks(xDomain, 5), formatX, formatValue)}
        />
      )}
    </div>
  );
}

import { scaleLinear } from "d3-scale";
import { type ReactNode, useState } from "react";
import { plotFrame } from "../axis/frame";
import { type Domain, niceTicks } from "../axis/ticks";
import { PlacedLabels } from "../labels/PlacedLabels";
import { labelBounds, PlotFigure } from "../plot/PlotFigure";
import { type CurveProbe, ProbeHandle } from "../plot/ProbeHandle";
import { ReadingMarks } from "../plot/ReadingMarks";
import { usePlotArea } from "../plot/usePlotArea";
import { usePlotPointer } from "../plot/usePlotPointer";
import { CurveLines, type DrawnLine } from "./CurveLines";
import { type Curve, linePoints } from "./curve";
import { curveLabels } from "./curveLabels";
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
  const area = usePlotArea(props.heightPx, { least: 150, most: 280, perWidth: 0.66 });
  const [focused, setFocused] = useState(false);
  const yTicks = niceTicks(yDomain, area.heightPx > 200 ? 5 : 4);
  const frame = plotFrame(area.widthPx, area.heightPx, yTicks.map(formatY), area.textPx);
  const x = scaleLinear(xDomain, [frame.left, frame.left + frame.width]);
  const y = scaleLinear(yDomain, [frame.top + frame.height, frame.top]);
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
          <PlacedLabels labels={[...reading.labels, ...names]} obstacles={obstacles} bounds={labelBounds(frame)} />
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
      xLabel={props.xLabel}
      table={
        props.table && {
          ...props.table,
          rows: tableRows(positive, negative, niceTicks(xDomain, 5), formatX, formatValue),
        }
      }
    >
      <CurveLines frame={frame} lines={lines} />
      <ReadingMarks reading={reading} frame={frame} />
    </PlotFigure>
  );
}

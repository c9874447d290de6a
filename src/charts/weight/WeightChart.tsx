import { type ReactNode, useState } from "react";
import type { LabelledCurve, ReferenceCurve } from "../curve/CurveChart";
import { CurveLines, type DrawnLine } from "../curve/CurveLines";
import { linePoints } from "../curve/curve";
import { curveLabels } from "../curve/curveLabels";
import { readings } from "../curve/readings";
import { type Frame, plotFrame } from "../parts/axis/frame";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Handle } from "../parts/handle/Handle";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import { labelBounds, PlotFigure, verticalRule } from "../parts/plot/PlotFigure";
import { type CurveProbe, ProbeHandle } from "../parts/plot/ProbeHandle";
import { ReadingMarks } from "../parts/plot/ReadingMarks";
import { usePlotArea } from "../parts/plot/usePlotArea";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import { type ClassCounts, Histogram, histogramBars } from "./Histogram";
import { SplitNames } from "./SplitNames";
import styles from "./WeightChart.module.css";

/** The threshold between hard and easy: samples with p_t ≥ `value` are easy. */
export interface HardEasySplit {
  value: number;
  /** Accessible name of the threshold's handle. */
  label: string;
  valueText: string;
  hardLabel: ReactNode;
  easyLabel: ReactNode;
}

export interface WeightChartProps {
  label: string;
  description?: string | undefined;
  /** The same weight at other values of its parameter, as thin lines. */
  family?: readonly ReferenceCurve[] | undefined;
  positive: LabelledCurve;
  negative: LabelledCurve;
  /** Range of the weight; p_t is always 0 to 1. */
  yDomain: Domain;
  xLabel?: ReactNode;
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  formatValue?: ((y: number) => string) | undefined;
  probe?: CurveProbe | undefined;
  onProbe?: ((x: number) => void) | undefined;
  split?: HardEasySplit | undefined;
  onSplit?: ((value: number) => void) | undefined;
  /** Counts of the samples in equal bins of p_t from 0 to 1. */
  histogram?: (ClassCounts & { label?: ReactNode }) | undefined;
  /** Height of curves and histogram together, without the axis title. */
  heightPx?: number | undefined;
}

const noFamily: readonly ReferenceCurve[] = [];
const unit: Domain = [0, 1];

/**
 * A loss's weight of a sample relative to cross entropy, by p_t, above the current distribution of
 * the samples.
 */
export function WeightChart(props: WeightChartProps) {
  const {
    label,
    description,
    family = noFamily,
    positive,
    negative,
    yDomain,
    histogram,
    split,
    probe,
    onProbe,
  } = props;
  const { formatX, formatY, formatValue = formatY } = props;
  const area = usePlotArea(props.heightPx, { least: 190, most: 340, perWidth: histogram ? 0.86 : 0.66 });
  const [focused, setFocused] = useState(false);
  const lineHeight = area.textPx * 1.5;
  const yTicks = niceTicks(yDomain, 4);
  const whole = plotFrame(area.widthPx, area.heightPx, yTicks.map(formatY), area.textPx);
  // A line of text separates curves and histogram: hard | easy, with the split's handle.
  const stripHeight = histogram ? Math.round((whole.height - lineHeight) * 0.27) : 0;
  const gap = histogram || split ? lineHeight + 4 : 0;
  const frame: Frame = { ...whole, height: Math.max(1, whole.height - stripHeight - gap) };
  const upperBaseline = frame.top + frame.height;
  const strip: Frame = { ...whole, top: upperBaseline + gap, height: stripHeight };
  const baseline = whole.top + whole.height;
  const right = whole.left + whole.width;

  const x = valueScale("linear", unit, [whole.left, right]);
  const y = valueScale("linear", yDomain, [upperBaseline, frame.top]);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), unit, onProbe, probe?.x);
  const lines: DrawnLine[] = [
    ...family.map(({ id, ...curve }) => ({ id, kind: "family" as const, points: linePoints(curve, x, y) })),
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
    { id: "positive", content: positive.label, tone: "positive", strong: true, prefer: 0.3 },
    { id: "negative", content: negative.label, tone: "negative", strong: true, prefer: 0.15 },
    // Each label interrupts its own line, like heights on a map's contours: next to close curves it
    // would be ambiguous.
    ...family.map(({ id, label: content }, i) => ({
      id,
      content,
      tone: "ink-2" as const,
      prefer: 0.45 + 0.1 * (i % 3),
      sides: ["on"] as const,
    })),
  ]);
  const splitX = split && Number.isFinite(split.value) ? x(Math.min(1, Math.max(0, split.value))) : null;

  const bars = histogram
    ? [...histogramBars(histogram.positive, strip), ...histogramBars(histogram.negative, strip)]
    : [];
  const captions: PlacedLabel[] =
    histogram?.label === undefined
      ? []
      : [
          {
            id: "histogram",
            content: histogram.label,
            tone: "ink-2",
            anchors: Array.from({ length: 13 }, (_, i) => ({ x: strip.left + (i / 12) * strip.width, y: strip.top })),
            sides: ["se", "sw"],
            gap: 2,
            maxWidthPx: Math.max(70, strip.width * 0.3),
            mayLag: true,
            givesWay: true,
          },
        ];
  const barObstacles = [
    { id: "bars", points: bars.map(({ x: left, width, height }) => ({ x: left + width / 2, y: baseline - height })) },
    ...reading.obstacles({ ...whole, top: strip.top, height: strip.height }),
  ];

  return (
    <PlotFigure
      area={area}
      label={label}
      description={description}
      frame={whole}
      valueFrame={frame}
      xTicks={niceTicks(unit, 5).map((tick) => ({ positionPx: x(tick), text: formatX(tick) }))}
      yTicks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))}
      pointer={pointer}
      choosable={onProbe !== undefined}
      ground={
        <>
          {splitX !== null && (
            <rect
              className={styles.easy}
              x={splitX}
              y={whole.top}
              width={Math.max(0, right - splitX)}
              height={whole.height}
            />
          )}
          {histogram && <Histogram counts={histogram} frame={strip} />}
        </>
      }
      over={
        <>
          <PlacedLabels
            labels={[...reading.labels, ...names]}
            obstacles={[
              ...lines.map((line) => ({ ...line, weight: line.kind === "family" ? 0.4 : 1 })),
              ...reading.obstacles(frame),
              ...(splitX === null ? [] : [verticalRule("split", splitX, whole)]),
            ]}
            bounds={labelBounds(frame)}
          />
          {captions.length > 0 && (
            <PlacedLabels
              labels={captions}
              obstacles={barObstacles}
              bounds={{ x: strip.left, y: strip.top - 4, width: strip.width, height: strip.height }}
            />
          )}
          {split && splitX !== null && (
            <>
              <SplitNames {...split} xPx={splitX} left={whole.left} right={right} top={upperBaseline + 3} />
              <Handle
                label={split.label}
                value={split.value}
                min={0}
                max={1}
                step={0.01}
                valueText={split.valueText}
                xPx={splitX}
                yPx={upperBaseline + gap / 2}
                invert={(xPx) => x.invert(xPx)}
                onChange={props.onSplit}
                shape="bar"
              />
            </>
          )}
          <ProbeHandle
            probe={probe}
            domain={unit}
            scale={x}
            yPx={baseline}
            onChange={onProbe}
            onFocusChange={setFocused}
          />
        </>
      }
      xLabel={props.xLabel}
    >
      <CurveLines frame={frame} lines={lines} />
      {splitX !== null && <line className={styles.split} x1={splitX} x2={splitX} y1={whole.top} y2={baseline} />}
      <ReadingMarks reading={reading} frame={whole} />
    </PlotFigure>
  );
}

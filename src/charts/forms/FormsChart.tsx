import type { ReactNode } from "react";
import { type Curve, linePoints } from "../curve/curve";
import { curveLabels } from "../curve/curveLabels";
import { ReadingLine } from "../curve/ReadingLine";
import { Regions, regionLabel } from "../curve/Regions";
import { plotFrame } from "../parts/axis/frame";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { valueScale, valueTicks } from "../parts/axis/valueScale";
import { Handle } from "../parts/handle/Handle";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import { labelBounds, PlotFigure, verticalRule } from "../parts/plot/PlotFigure";
import { usePlotArea } from "../parts/plot/usePlotArea";
import { usePlotPointer } from "../parts/plot/usePlotPointer";
import { BrokenSpans, crossPoints } from "./BrokenSpans";
import { FormLines, type FormLook } from "./FormLines";

/** One way to compute the function. */
export interface FormLine extends Curve {
  id: string;
  look: FormLook;
  label?: ReactNode;
}

export interface FormsChartProps {
  /** Accessible name. */
  label: string;
  /** The last one is drawn on top. */
  lines: readonly FormLine[];
  xDomain: Domain;
  /** The y-axis is a symmetric logarithm. */
  yDomain: Domain;
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  xLabel?: ReactNode;
  /** Spans where one line has lost its precision and the others have not. */
  lost?: { spans: readonly Domain[]; label: ReactNode } | undefined;
  /** Spans where a line has no finite number. */
  broken?: { spans: readonly Domain[]; label: ReactNode } | undefined;
  /** Texts at points of the chart, e.g. at a plateau. */
  notes?: readonly { id: string; x: number; y: number; label: ReactNode }[] | undefined;
  /** The x value at which all lines are read. */
  cursor: { x: number; label: string; valueText: string; step: number; onChange: (x: number) => void };
}

/**
 * The same function computed in several ways over one axis, with one cursor that reads them all.
 */
export function FormsChart(props: FormsChartProps) {
  const { label, lines, xDomain, yDomain, formatX, formatY, lost, broken, notes = [], cursor } = props;
  const area = usePlotArea(undefined, { least: 170, most: 220, perWidth: 0.75 });
  const ticks = valueTicks("symlog", yDomain, 5);
  const frame = plotFrame(area.widthPx, area.heightPx, ticks.map(formatY), area.textPx);
  const baseline = frame.top + frame.height;
  const x = valueScale("linear", xDomain, [frame.left, frame.left + frame.width]);
  const y = valueScale("symlog", yDomain, [baseline, frame.top]);
  const pointer = usePlotPointer((xPx) => x.invert(xPx), xDomain, cursor.onChange, cursor.x);
  const cursorPx = x(cursor.x);
  const drawn = lines.map(({ id, look, label: name, ...curve }) => ({
    id,
    look,
    name,
    kind: "reference" as const,
    points: linePoints(curve, x, y),
  }));
  const names = curveLabels(
    drawn,
    frame,
    drawn.map(({ id, name, look }) => ({ id, content: name, tone: look.form === "logit" ? "ink-2" : "ink" })),
  );
  const places: PlacedLabel[] = notes.map((note) => ({
    id: note.id,
    content: note.label,
    tone: "ink",
    anchors: [{ x: x(note.x), y: y(note.y) }],
    sides: ["n", "nw", "ne", "s", "sw", "se"],
    gap: 4,
  }));
  const brokenLabel = regionLabel(broken, x, { ...frame, top: frame.top + 10 }).map((found) => ({
    ...found,
    id: "broken",
    tone: "accent" as const,
    strong: true,
  }));
  return (
    <PlotFigure
      area={area}
      label={label}
      frame={frame}
      xTicks={niceTicks(xDomain, 5).map((tick) => ({ positionPx: x(tick), text: formatX(tick) }))}
      yTicks={ticks.map((tick) => ({ positionPx: y(tick), text: formatY(tick) }))}
      pointer={pointer}
      choosable
      ground={lost && <Regions regions={lost} scale={x} frame={frame} />}
      xLabel={props.xLabel}
      over={
        <>
          <PlacedLabels
            labels={[...brokenLabel, ...places, ...names, ...regionLabel(lost, x, frame)]}
            obstacles={[
              ...drawn,
              verticalRule("cursor", cursorPx, frame),
              { id: "crosses", points: crossPoints(broken?.spans ?? [], x, frame), weight: 3 },
            ]}
            bounds={labelBounds(frame)}
          />
          <Handle
            label={cursor.label}
            value={cursor.x}
            min={xDomain[0]}
            max={xDomain[1]}
            step={cursor.step}
            valueText={cursor.valueText}
            xPx={cursorPx}
            yPx={baseline}
            invert={(xPx) => x.invert(xPx)}
            onChange={cursor.onChange}
            shape="disc"
          />
        </>
      }
    >
      <FormLines frame={frame} lines={drawn} />
      {broken && <BrokenSpans spans={broken.spans} scale={x} frame={frame} />}
      <ReadingLine kind="probe" xPx={cursorPx} top={frame.top} bottom={baseline} />
    </PlotFigure>
  );
}

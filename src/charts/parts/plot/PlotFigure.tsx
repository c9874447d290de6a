import { type ReactNode, useId } from "react";
import { type AxisTick, AxisX, AxisY } from "../axis/Axis";
import type { Frame } from "../axis/frame";
import plot from "../axis/Plot.module.css";
import { type IdleTable, PlotTable } from "../table/PlotTable";
import type { PlotArea } from "./usePlotArea";
import type { PlotPointer } from "./usePlotPointer";

export interface PlotFigureProps {
  area: PlotArea;
  /** Accessible name. */
  label: string;
  description?: string | undefined;
  /** The area between both axes; the pointer reads all of it. */
  frame: Frame;
  /** The part of `frame` that the vertical axis covers, if not all of it. */
  valueFrame?: Frame | undefined;
  xTicks: readonly AxisTick[];
  yTicks: readonly AxisTick[];
  pointer: PlotPointer;
  /** Whether a press chooses a value; otherwise the pointer only reads. */
  choosable: boolean;
  /** SVG below the axes: shaded regions, bars. */
  ground?: ReactNode;
  /** SVG above the axes: lines, marks. */
  children: ReactNode;
  /** HTML over the drawing: labels, handles. */
  over?: ReactNode;
  xLabel?: ReactNode;
  /** The table for screen readers. */
  table?: IdleTable | undefined;
  /** Class of the drawing's element. */
  className?: string | undefined;
}

/**
 * The common parts of all charts with two axes: a measured drawing with axes, pointer handlers,
 * title, and description and table for screen readers.
 */
export function PlotFigure(props: PlotFigureProps) {
  const { area, label, description, frame, valueFrame = frame, xTicks, yTicks, pointer, choosable } = props;
  const { widthPx, heightPx } = area;
  const descriptionId = useId();
  return (
    <div className={plot.chart}>
      <div ref={area.ref} className={`${plot.drawing} ${props.className ?? ""}`} style={{ height: heightPx }}>
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
              {props.ground}
              <AxisY frame={valueFrame} ticks={yTicks} />
              <AxisX frame={frame} ticks={xTicks} />
              {props.children}
              <rect
                className={choosable ? plot.choosable : plot.readable}
                x={frame.left}
                y={0}
                width={frame.width}
                height={frame.top + frame.height}
                {...pointer.handlers}
              />
            </svg>
            {props.over}
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
      {props.table && <PlotTable table={props.table} />}
    </div>
  );
}

/** The area for labels: the frame and the small margin at its right edge. */
export function labelBounds({ left, top, width, height }: Frame) {
  return { x: left + 2, y: 0, width: width + 5, height: top + height - 1 };
}

/** A vertical line as an obstacle for labels. */
export function verticalRule(id: string, xPx: number, { top, height }: Frame) {
  return {
    id,
    ruler: true,
    points: [
      { x: xPx, y: top },
      { x: xPx, y: top + height },
    ],
  };
}

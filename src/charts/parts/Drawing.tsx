import { type ReactNode, type RefCallback, useId } from "react";
import plot from "./axis/Plot.module.css";
import { ChartTable } from "./table/ChartTable";

export interface DrawingProps {
  /** Measures the width (`useSize`). */
  ref: RefCallback<HTMLDivElement>;
  /** CSS pixels; nothing is drawn before it is known. */
  widthPx: number;
  heightPx: number;
  label: string;
  description: string;
  /** Above the drawing: the name of its vertical axis. */
  above?: ReactNode;
  /** SVG. */
  children: ReactNode;
  /** HTML on top of the SVG, placed in its pixels: handles, typeset labels. */
  over?: ReactNode;
  below?: ReactNode;
  /** The table for screen readers. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A drawing as wide as its place, with its description and its table for screen readers. */
export function Drawing(props: DrawingProps) {
  const { ref, widthPx, heightPx, label, description, above, children, over, below, columns, rows } = props;
  const descriptionId = useId();
  return (
    <div className={plot.chart}>
      {above !== undefined && <div className={plot.above}>{above}</div>}
      <div ref={ref} className={plot.drawing} style={{ height: heightPx }}>
        {widthPx > 0 && (
          <>
            <svg
              role="img"
              aria-label={label}
              aria-describedby={descriptionId}
              width={widthPx}
              height={heightPx}
              className={plot.svg}
            >
              {children}
            </svg>
            {over}
          </>
        )}
      </div>
      {below}
      <p id={descriptionId} hidden>
        {description}
      </p>
      <ChartTable caption={label} columns={columns} rows={rows} />
    </div>
  );
}

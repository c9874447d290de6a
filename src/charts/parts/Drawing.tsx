import { type ReactNode, type RefCallback, useId } from "react";
import plot from "./axis/Plot.module.css";
import { ChartTable } from "./table/ChartTable";

export interface DrawingProps {
  /** The ref of `useSize`, which measures the width. */
  ref: RefCallback<HTMLDivElement>;
  /** In CSS pixels. Nothing is drawn while it is 0 (unknown). */
  widthPx: number;
  heightPx: number;
  label: string;
  description: string;
  /** Shown above the drawing: the name of its vertical axis. */
  above?: ReactNode;
  /** SVG content. */
  children: ReactNode;
  /** HTML over the SVG, positioned in the SVG's pixels: handles, typeset labels. */
  over?: ReactNode;
  below?: ReactNode;
  /** The table for screen readers. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/**
 * A drawing that fills its container's width, with its description and its table for screen
 * readers.
 */
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

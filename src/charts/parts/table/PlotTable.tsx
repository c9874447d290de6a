import { type ReactElement, useMemo } from "react";
import { useWhenIdle } from "../../../scheduling/useWhenIdle";
import { ChartTable, type ChartTableProps } from "./ChartTable";

export interface LaterTable extends Omit<ChartTableProps, "rows"> {
  /** Works them out of what the chart shows; called when the page has time for it. The table is handed on as one object, which says by itself whether it is a newer one. */
  rows: () => ChartTableProps["rows"];
}

/** The table of a chart that changes with every move of a slider: nobody sees it, so it is written when the page has time, within a tenth of a second. */
export function PlotTable({ table }: { table: LaterTable }): ReactElement {
  const { caption, columns, rows } = useWhenIdle(table);
  return <ChartTable caption={caption} columns={columns} rows={useMemo(rows, [rows])} />;
}

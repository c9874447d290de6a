import { type ReactElement, useMemo } from "react";
import { useWhenIdle } from "../../../scheduling/useWhenIdle";
import { ChartTable, type ChartTableProps } from "./ChartTable";

export interface IdleTable extends Omit<ChartTableProps, "rows"> {
  /**
   * Computes the rows from the chart's data; called when the page is idle. The table is passed as
   * one object, whose identity tells whether it is new.
   */
  rows: () => ChartTableProps["rows"];
}

/**
 * The table of a chart that changes with every move of a slider. It is invisible, so it is rendered
 * when the page is idle, within a tenth of a second.
 */
export function PlotTable({ table }: { table: IdleTable }): ReactElement {
  const { caption, columns, rows } = useWhenIdle(table);
  return <ChartTable caption={caption} columns={columns} rows={useMemo(rows, [rows])} />;
}

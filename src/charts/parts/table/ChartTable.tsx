import { memo } from "react";

import styles from "./ChartTable.module.css";

export interface ChartTableProps {
  caption: string;
  /** One heading per column, including the column of row headings. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/**
 * A chart's main values as a table for screen readers only. It is rendered again only if its props
 * change.
 */
export const ChartTable = memo(function ChartTable({ caption, columns, rows }: ChartTableProps) {
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...cells], i) => (
            <tr key={i}>
              <th scope="row">{heading}</th>
              {cells.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

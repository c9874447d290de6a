import { memo } from "react";

import styles from "./ChartTable.module.css";

export interface ChartTableProps {
  caption: string;
  /** One heading per column; the first is the rows' own. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A chart's main values as a table that only screen readers meet. A large one stays as it is while its props do. */
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

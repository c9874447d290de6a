import styles from "./ChartTable.module.css";

export interface ChartTableProps {
  caption: string;
  /** One heading per column; the first is the rows' own. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A chart's main values as a table that only screen readers meet. */
export function ChartTable({ caption, columns, rows }: ChartTableProps) {
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={columns[i]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[i]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

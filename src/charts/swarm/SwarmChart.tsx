import type { ReactNode } from "react";
import type { Domain } from "../parts/axis/ticks";
import { niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { ChartTable } from "../parts/table/ChartTable";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./SwarmChart.module.css";
import { swarmOffsets } from "./swarm";

export interface SwarmRow {
  id: string;
  name: ReactNode;
  /** `name` as plain text, for the table. */
  plainName: string;
  /** Shown next to the name, e.g. the median. */
  summary: ReactNode;
  plainSummary: string;
  /** Null while they are computed. Non-finite values are not drawn. */
  values: readonly number[] | null;
  middle: number | null;
  emphasised: boolean;
}

export interface SwarmChartProps {
  label: string;
  rows: readonly SwarmRow[];
  domain: Domain;
  format: (value: number) => string;
  /** Headings of the table: row, summary. */
  columns: readonly [string, string];
}

const RADIUS_PX = 2.7;

/**
 * The same number of several networks that differ only by their random seeds; one row of dots per
 * setting.
 */
export function SwarmChart({ label, rows, domain, format, columns }: SwarmChartProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const [left, right] = [RADIUS_PX + 3, Math.max(RADIUS_PX + 4, widthPx - RADIUS_PX - 5)];
  const x = valueScale("linear", domain, [left, right]);
  const ticks = niceTicks(domain, widthPx > 260 ? 5 : 4);
  const rowHeight = textPx[0] * 5;
  const height = rowHeight * rows.length + textPx[0] * 1.8;
  return (
    <div ref={ref} className={styles.chart}>
      {widthPx > 0 && (
        <div className={styles.drawing} style={{ height }}>
          <svg role="img" aria-label={label} width={widthPx} height={height} className={styles.svg}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={4} y2={rowHeight * rows.length} />
                <text className={styles.tick} x={x(tick)} y={rowHeight * rows.length + textPx[0] * 1.4}>
                  {format(tick)}
                </text>
              </g>
            ))}
            {rows.map((row, i) => (
              <Dots
                key={row.id}
                row={row}
                x={x}
                y={rowHeight * (i + 0.66)}
                left={left}
                right={right}
                room={0.32 * rowHeight}
              />
            ))}
          </svg>
          {rows.map((row, i) => (
            <div key={row.id} className={styles.name} style={{ top: rowHeight * i }} aria-hidden="true">
              <span className={row.emphasised ? styles.strong : undefined}>{row.name}</span>
              <span className={`tabular ${styles.summary}`}>{row.summary}</span>
            </div>
          ))}
        </div>
      )}
      <ChartTable
        caption={label}
        columns={columns}
        rows={rows.map(({ plainName, plainSummary }) => [plainName, plainSummary])}
      />
    </div>
  );
}

interface DotsProps {
  row: SwarmRow;
  x: (value: number) => number;
  y: number;
  left: number;
  right: number;
  /** Available height on either side of the line. */
  room: number;
}

function Dots({ row, x, y, left, right, room }: DotsProps) {
  const places = (row.values ?? []).map(x).filter(Number.isFinite);
  const offsets = swarmOffsets(places, 2 * RADIUS_PX);
  // If very many networks have the same value, their dots overlap instead of running into the next
  // row.
  const most = Math.max(0, ...offsets.map(Math.abs));
  const closer = Math.min(1, room / Math.max(most, 1));
  const middle = row.middle === null ? Number.NaN : x(row.middle);
  return (
    <g data-row={row.id}>
      <line className={styles.line} x1={left} x2={right} y1={y} y2={y} />
      {Number.isFinite(middle) && <line className={styles.middle} x1={middle} x2={middle} y1={y - 13} y2={y + 13} />}
      {places.map((place, i) => (
        // The index is the key: dots have no other identity.
        <circle key={i} className={styles.dot} cx={place} cy={y + closer * offsets[i]!} r={RADIUS_PX} />
      ))}
    </g>
  );
}

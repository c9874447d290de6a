import bars from "../bars/Bars.module.css";
import { axisEnd } from "../bars/bandLayout";
import { textWidthPx } from "../parts/axis/frame";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./SumBars.module.css";

/**
 * The terms of a sum that come from samples of one kind: hits, misses, false alarms, correct
 * rejections, or the smoothing constant.
 */
export interface SumPart {
  id: "hit" | "missed" | "falseAlarm" | "rejected" | "smooth";
  name: string;
  /** One value per sample; 0 or more. */
  values: readonly number[];
}

export interface SumRow {
  id: string;
  /** Name of the sum. */
  name: string;
  parts: readonly SumPart[];
}

export interface SumBarsProps {
  label: string;
  description: string;
  rows: readonly SumRow[];
  format: (sum: number) => string;
  /** First and last heading of the table. */
  columns: readonly [row: string, sum: string];
}

const toneOf = {
  hit: bars.positive,
  missed: bars.missed,
  falseAlarm: bars.negative,
  rejected: bars.rejected,
  smooth: bars.smooth,
} as const;
const BAR_PX = 22;

/**
 * Sums over a batch as bars on one scale, each bar divided into its samples: the numerator and the
 * denominator of a ratio of sums.
 */
export function SumBars({ label, description, rows, format, columns }: SumBarsProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const sums = rows.map(({ parts }) => parts.reduce((sum, part) => sum + sumOf(part), 0));
  const valueWidth = Math.max(...sums.map((sum) => textWidthPx(format(sum), textPx[1])), 0) + 12;
  const x = valueScale("linear", [0, axisEnd(Math.max(...sums, 0))], [0, Math.max(1, widthPx - valueWidth)]);
  const namePx = Math.round(small * 1.55);
  const pitch = namePx + BAR_PX + Math.round(small * 1.7);
  const heightPx = rows.length * pitch;
  const partNames = [...new Map(rows.flatMap(({ parts }) => parts.map((part) => [part.id, part.name]))).entries()];
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      over={rows.map((row, i) => (
        <div key={row.id} className={styles.name} style={{ top: i * pitch }} aria-hidden="true">
          {row.name}
        </div>
      ))}
      columns={[columns[0], ...partNames.map(([, name]) => name), columns[1]]}
      rows={rows.map(({ name, parts }, i) => [
        name,
        ...partNames.map(([id]) => format(parts.reduce((sum, part) => sum + (part.id === id ? sumOf(part) : 0), 0))),
        format(sums[i]!),
      ])}
    >
      {rows.map((row, i) => {
        const top = i * pitch + namePx;
        const segments = segmentsOf(row.parts);
        return (
          <g key={row.id} data-row={row.id}>
            {segments.map(({ key, part, from, to }) => {
              const inset = part.id === "missed" || part.id === "rejected" ? 0.5 : 0;
              return (
                <rect
                  key={key}
                  className={toneOf[part.id]}
                  x={x(from) + inset}
                  y={top + inset}
                  height={BAR_PX - 2 * inset}
                  width={Math.max(0, x(to) - x(from) - 1 - 2 * inset)}
                />
              );
            })}
            {partsOf(row.parts).map(({ part, from, to }) => {
              const room = x(to) - x(from);
              const written = `${part.name} ${format(to - from)}`;
              const fits = textWidthPx(written, small) < room;
              if (!fits && textWidthPx(part.name, small) > room) return null;
              return (
                <text
                  key={part.id}
                  className={`${bars.text} ${bars.middle}`}
                  x={(x(from) + x(to)) / 2}
                  y={top + BAR_PX + small * 1.15}
                >
                  {fits ? written : part.name}
                </text>
              );
            })}
            <text
              className={`${bars.text} ${bars.end} ${bars.strong} ${styles.sum}`}
              x={widthPx}
              y={top + BAR_PX / 2}
              dy=".36em"
            >
              {format(sums[i]!)}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}

function sumOf(part: SumPart): number {
  return part.values.reduce((sum, value) => sum + value, 0);
}

/** The parts, drawn end to end. */
function partsOf(parts: readonly SumPart[]) {
  let from = 0;
  return parts.map((part) => {
    const to = from + sumOf(part);
    const placed = { part, from, to };
    from = to;
    return placed;
  });
}

/** The samples of all parts, drawn end to end. */
function segmentsOf(parts: readonly SumPart[]) {
  return partsOf(parts).flatMap(({ part, from }) => {
    let at = from;
    return part.values.map((value, sample) => {
      const segment = { key: `${part.id} ${sample}`, part, from: at, to: at + value };
      at = segment.to;
      return segment;
    });
  });
}

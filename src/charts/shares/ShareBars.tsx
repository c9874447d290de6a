import { type ReactNode, useId } from "react";
import { textWidthPx } from "../parts/axis/frame";
import { ChartTable } from "../parts/table/ChartTable";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./ShareBars.module.css";
import { Bands, Segment } from "./ShareSegments";
import { fitsInside, nameRows, type ShareName, type Shares, shareNames, shareSegments } from "./shareLayout";

export interface ShareRow {
  id: string;
  label: ReactNode;
  /** `label` as plain text, for the screen readers' table. */
  name: string;
  shares: Shares;
  /** The ratio of negatives to positives, as text. */
  ratio: string;
  /** Whether the ratio is bold: the row of the current loss. */
  emphasised?: boolean | undefined;
}

export interface ShareBarsProps {
  label: string;
  description?: string | undefined;
  rows: readonly ShareRow[];
  names: Readonly<Record<ShareName, string>>;
  ratioLabel: string;
  formatShare: (share: number) => string;
  /** First heading of the table, above the rows' names. */
  rowHeading: string;
}

/**
 * Shares of a whole, step by step: the bands between the bars show how each step changes the
 * shares.
 */
export function ShareBars(props: ShareBarsProps) {
  const { label, description, rows, names, ratioLabel, formatShare } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const hatchId = useId();
  const descriptionId = useId();
  const [small, body] = textPx;
  // Rows' names are left of the bars if the chart is wide enough, otherwise above them.
  const beside = widthPx >= 400;
  const labelWidth = beside ? Math.round(Math.min(widthPx * 0.235, small * 11)) : 0;
  const ratioWidth = Math.ceil(
    Math.max(...rows.map(({ ratio }) => textWidthPx(ratio, body)), textWidthPx(ratioLabel, small), 0) + 10,
  );
  const left = labelWidth;
  const width = Math.max(1, widthPx - labelWidth - ratioWidth);
  const barHeight = Math.round(body * 1.7);
  const above = Math.round(small * 1.5);
  const pitch = barHeight + (beside ? Math.round(body * 2.2) : Math.round(body * 2.35));
  const top = above + 2;
  const bars = rows.map((row, i) => ({
    row,
    y: top + i * pitch,
    segments: shareSegments(row.shares, left, width),
  }));
  const last = bars.at(-1);
  const placedNames = nameRows(last?.segments ?? [], names, widthPx, small);
  const nameLines = placedNames.some(({ line }) => line > 0) ? 2 : 1;
  const heightPx = last ? last.y + barHeight + Math.round(small * (0.35 + 1.25 * nameLines)) : 0;

  return (
    <div ref={ref} className={styles.chart} style={{ height: heightPx }}>
      {widthPx > 0 && (
        <>
          <svg
            role="img"
            aria-label={label}
            aria-describedby={description ? descriptionId : undefined}
            width={widthPx}
            height={heightPx}
            className={styles.svg}
          >
            <defs>
              <pattern id={hatchId} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line className={styles.hatch} y2="5" x1="2.5" x2="2.5" />
              </pattern>
            </defs>
            {bars.slice(1).map(({ row, y, segments }, i) => (
              <Bands key={row.id} from={bars[i]!.segments} to={segments} top={bars[i]!.y + barHeight} bottom={y} />
            ))}
            {bars.map(({ row, y, segments }) => (
              <g key={row.id} data-row={row.id}>
                {segments.map((segment) => (
                  <Segment
                    key={segment.name}
                    segment={segment}
                    y={y}
                    height={barHeight}
                    hatch={`url(#${hatchId})`}
                    text={formatShare(segment.share)}
                    textPx={small}
                  />
                ))}
                {segments.length === 0 && (
                  <rect className={styles.none} x={left} y={y} width={width} height={barHeight} />
                )}
                <text
                  className={`${styles.ratio} ${row.emphasised ? styles.emphasised : ""}`}
                  x={widthPx}
                  y={y + barHeight / 2}
                  dy=".36em"
                  textAnchor="end"
                >
                  {row.ratio}
                </text>
              </g>
            ))}
            <text className={styles.caption} x={widthPx} y={small} textAnchor="end">
              {ratioLabel}
            </text>
            {placedNames.map(({ name, x, line }) => (
              <text
                key={name}
                className={`${styles.name} ${styles[`${name}Name`]}`}
                x={x}
                y={(last?.y ?? 0) + barHeight + small * (1.35 + 1.25 * line)}
              >
                {names[name]}
              </text>
            ))}
          </svg>
          {bars.map(({ row, y, segments }) => (
            <div
              key={row.id}
              className={beside ? styles.beside : styles.over}
              style={
                beside
                  ? { top: y, height: barHeight, width: labelWidth - 8 }
                  : {
                      top: y - Math.round(small * 1.45),
                      maxWidth: segments.some(
                        (segment) =>
                          segment.name === "positive" && !fitsInside(segment, formatShare(segment.share), small),
                      )
                        ? width - small * 4
                        : widthPx,
                    }
              }
              aria-hidden="true"
            >
              {row.label}
            </div>
          ))}
        </>
      )}
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
      <ChartTable
        caption={label}
        columns={[props.rowHeading, ...shareNames.map((name) => names[name]), ratioLabel]}
        rows={bars.map(({ row, segments }) => [
          row.name,
          ...segments.map(({ share }) => formatShare(share)),
          row.ratio,
        ])}
      />
    </div>
  );
}

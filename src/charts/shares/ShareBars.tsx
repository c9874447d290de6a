import { type ReactNode, useId } from "react";
import { textWidthPx } from "../axis/frame";
import { ChartTable } from "../table/ChartTable";
import { useTokens } from "../tokens";
import { useSize } from "../useSize";
import styles from "./ShareBars.module.css";
import { type ShareName, type ShareSegment, type Shares, shareNames, shareSegments } from "./shareLayout";

export interface ShareRow {
  id: string;
  label: ReactNode;
  /** The same in plain words, for the table that screen readers meet. */
  name: string;
  shares: Shares;
  /** Negatives to positives, as text. */
  ratio: string;
  /** The row that the page is about: its ratio is in the accent colour. */
  emphasised?: boolean | undefined;
}

export interface ShareBarsProps {
  label: string;
  description?: string | undefined;
  rows: readonly ShareRow[];
  names: Readonly<Record<ShareName, string>>;
  ratioLabel: string;
  formatShare: (share: number) => string;
  /** First heading of the table: what a row is. */
  rowHeading: string;
}

/** Who holds how much of a whole, step by step: the bands between the bars show what each step takes and gives. */
export function ShareBars(props: ShareBarsProps) {
  const { label, description, rows, names, ratioLabel, formatShare } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const hatchId = useId();
  const descriptionId = useId();
  const [small, body] = textPx;
  // Narrow, the rows' names stand over the bars; wide, beside them.
  const beside = widthPx >= 330;
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
  const heightPx = last ? last.y + barHeight + Math.round(small * 1.6) : 0;

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
            {last && <SegmentNames segments={last.segments} names={names} y={last.y + barHeight} textPx={small} />}
          </svg>
          {bars.map(({ row, y }) => (
            <div
              key={row.id}
              className={beside ? styles.beside : styles.over}
              style={
                beside
                  ? { top: y, height: barHeight, width: labelWidth - 8 }
                  : { top: y - Math.round(small * 1.45), width: width * 0.86 }
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

interface SegmentProps {
  segment: ShareSegment;
  y: number;
  height: number;
  hatch: string;
  text: string;
  textPx: number;
}

function Segment({ segment: { name, x, width, share }, y, height, hatch, text, textPx }: SegmentProps) {
  const textWidth = textWidthPx(text, textPx);
  const fits = width >= textWidth + 8;
  const hatched = name === "easyNegative";
  // The positives' share is the story, so it stands over the bar where it does not fit inside.
  const over = !fits && name === "positive" && share > 0;
  const middle = x + width / 2;
  return (
    <g data-share={name}>
      <rect
        className={styles[name]}
        x={x + 0.5}
        y={y + 0.5}
        width={Math.max(0, width - 1)}
        height={height - 1}
        {...(hatched ? { fill: hatch } : {})}
      />
      {fits && hatched && (
        <rect
          className={styles.plate}
          x={middle - textWidth / 2 - 5}
          y={y + 3}
          width={textWidth + 10}
          height={height - 6}
        />
      )}
      {fits && (
        <text className={`${styles.share} ${styles[`${name}Text`]}`} x={middle} y={y + height / 2} dy=".36em">
          {text}
        </text>
      )}
      {over && (
        <text className={`${styles.share} ${styles.overText}`} x={x + width} y={y - 5} style={{ textAnchor: "end" }}>
          {text}
        </text>
      )}
    </g>
  );
}

interface BandsProps {
  from: readonly ShareSegment[];
  to: readonly ShareSegment[];
  top: number;
  bottom: number;
}

function Bands({ from, to, top, bottom }: BandsProps) {
  return from.map(({ name, x, width }, i) => {
    const other = to[i];
    if (!other) return null;
    const corners = [
      [x, top],
      [x + width, top],
      [other.x + other.width, bottom],
      [other.x, bottom],
    ];
    const d = `M${corners.map(([cx, cy]) => `${cx!.toFixed(1)},${cy!.toFixed(1)}`).join("L")}Z`;
    return <path key={name} className={styles[`${name}Band`]} d={d} />;
  });
}

interface SegmentNamesProps {
  segments: readonly ShareSegment[];
  names: Readonly<Record<ShareName, string>>;
  y: number;
  textPx: number;
}

/** The segments' names under the last bar, pushed apart where they would touch. */
function SegmentNames({ segments, names, y, textPx }: SegmentNamesProps) {
  const first = segments[0];
  const end = segments.at(-1);
  if (!first || !end) return null;
  const right = end.x + end.width;
  const labels = segments.map(({ name, x, width }) => {
    const labelWidth = textWidthPx(names[name], textPx) * 0.92;
    return {
      name,
      width: labelWidth,
      x: Math.max(first.x, Math.min(right - labelWidth, x + width / 2 - labelWidth / 2)),
    };
  });
  for (let i = 1; i < labels.length; i++) {
    labels[i]!.x = Math.max(labels[i]!.x, labels[i - 1]!.x + labels[i - 1]!.width + 8);
  }
  for (let i = labels.length - 1; i >= 0; i--) {
    const limit = i + 1 < labels.length ? labels[i + 1]!.x - 8 : right;
    labels[i]!.x = Math.min(labels[i]!.x, limit - labels[i]!.width);
  }
  return labels.map(({ name, x, width }) => (
    <text key={name} className={`${styles.name} ${styles[`${name}Name`]}`} x={x + width / 2} y={y + textPx * 1.35}>
      {names[name]}
    </text>
  ));
}

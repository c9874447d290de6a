import type { ReactNode } from "react";
import bars from "../bars/Bars.module.css";
import { AxisX } from "../parts/axis/Axis";
import plot from "../parts/axis/Plot.module.css";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./ScoreSets.module.css";

export interface ScoreSet {
  id: "positive" | "negative";
  name: string;
  content: ReactNode;
  scores: readonly number[];
  mean: number;
  /** Standard deviation; the band covers the mean ± this. */
  deviation: number;
}

export interface ScoreSetsProps {
  label: string;
  description: string;
  /** The positives come first, in the upper row. */
  sets: readonly [ScoreSet, ScoreSet];
  domain: Domain;
  /** Shown between the two means. */
  distanceText: string;
  xLabel: ReactNode;
  format: (score: number) => string;
  /** Headings of the table: set, mean, standard deviation. */
  columns: readonly [string, string, string];
}

const ROW_PX = 46;

/**
 * The scores of two classes as dots on one axis, with mean and standard deviation of each class.
 */
export function ScoreSets({ label, description, sets, domain, distanceText, xLabel, format, columns }: ScoreSetsProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const left = Math.ceil(small * 3.6);
  const width = Math.max(1, widthPx - left - 8);
  const scale = valueScale("linear", domain, [left, left + width]);
  const x = (score: number) => Math.min(left + width, Math.max(left, scale(score)));
  const top = 4;
  const between = top + ROW_PX;
  const gapPx = Math.round(small * 1.9);
  const rowY = [top + ROW_PX / 2, between + gapPx + ROW_PX / 2] as const;
  const bottom = between + gapPx + ROW_PX;
  const heightPx = bottom + Math.round(small * 1.5);
  const [positive, negative] = sets;
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      over={sets.map(({ id, content }, row) => (
        <div key={id} className={styles.name} style={{ top: rowY[row]! - small * 0.65 }} aria-hidden="true">
          {content}
        </div>
      ))}
      below={
        <div className={plot.title} style={{ paddingLeft: left }}>
          {xLabel}
        </div>
      }
      columns={columns}
      rows={sets.map(({ name, mean, deviation }) => [name, format(mean), format(deviation)])}
    >
      <AxisX
        frame={{ left, top, width, height: bottom - top }}
        ticks={niceTicks(domain, 7).map((tick) => ({ positionPx: x(tick), text: format(tick) }))}
      />
      {sets.map(({ id, scores, mean, deviation }, row) => (
        <g key={id} data-set={id}>
          <rect
            className={`${styles.spread} ${bars[id]}`}
            x={x(mean - deviation)}
            width={Math.max(0, x(mean + deviation) - x(mean - deviation))}
            y={rowY[row]! - ROW_PX / 2}
            height={ROW_PX}
          />
          {scores.map((score, i) => (
            <circle
              key={`${i} ${id}`}
              className={`${id === "negative" ? bars.open : styles.dot} ${bars[id]}`}
              cx={x(score)}
              cy={rowY[row]}
              r={5}
            />
          ))}
          <line
            className={styles[id]}
            x1={x(mean)}
            x2={x(mean)}
            y1={rowY[row]! - ROW_PX / 2}
            y2={rowY[row]! + ROW_PX / 2}
          />
        </g>
      ))}
      <line
        className={bars.level}
        x1={x(positive.mean)}
        x2={x(negative.mean)}
        y1={between + gapPx / 2}
        y2={between + gapPx / 2}
      />
      <circle className={bars.accent} cx={x(positive.mean)} cy={between + gapPx / 2} r={3} />
      <circle className={bars.accent} cx={x(negative.mean)} cy={between + gapPx / 2} r={3} />
      <text
        className={`${bars.text} ${bars.accentText}`}
        x={Math.min(widthPx - small * 8, Math.max(x(positive.mean), x(negative.mean)) + 8)}
        y={between + gapPx / 2}
        dy=".36em"
      >
        {distanceText}
      </text>
    </Drawing>
  );
}

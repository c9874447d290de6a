import bars from "../bars/Bars.module.css";
import { AxisX, AxisY } from "../parts/axis/Axis";
import { plotFrame, textWidthPx } from "../parts/axis/frame";
import plot from "../parts/axis/Plot.module.css";
import { logTicks, niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { Handle } from "../parts/handle/Handle";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./Clusters.module.css";

/** Classes of consecutive ranks. */
export interface RankRange {
  id: string;
  name: string;
  /** Index of the first class in order of frequency, from 0; `end` is one past the last. */
  first: number;
  end: number;
  /** Share of all samples. */
  share: number;
}

export interface CutoffAxisProps {
  label: string;
  description: string;
  classes: number;
  /** The shortlist comes first. */
  ranges: readonly RankRange[];
  /** Share of the samples whose class is among the c most frequent, for each c: [classes + 1]. */
  running: ArrayLike<number>;
  onCutoff: (cutoff: number, first: number) => void;
  cutoffName: (cutoff: number) => string;
  /** Index of the class, from 0. */
  chosen: number;
  onChoose: (rank: number) => void;
  chosenName: string;
  chosenText: string;
  xLabel: string;
  yLabel: string;
  formatCount: (count: number) => string;
  formatShare: (share: number) => string;
  /** Headings of the table: part, classes, samples. */
  columns: readonly [string, string, string];
}

const HEIGHT_PX = 150;
const SAMPLED = 160;

/**
 * Classes in order of frequency, the share of samples they cover, and the cutoffs of the tail
 * clusters.
 */
export function CutoffAxis(props: CutoffAxisProps) {
  const { label, description, classes, ranges, running, onCutoff, chosen, onChoose, formatCount, formatShare } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const yTicks = niceTicks([0, 1], 3);
  const frame = plotFrame(widthPx - small * 0.9, HEIGHT_PX, yTicks.map(formatShare), small);
  // A class of rank r (from 1) covers the interval from r to r + 1.
  const x = valueScale("log", [1, classes + 1], [frame.left, frame.left + frame.width]);
  const y = valueScale("linear", [0, 1], [frame.top + frame.height, frame.top]);
  const baseline = frame.top + frame.height;
  const ranks = [...new Set(Array.from({ length: SAMPLED + 1 }, (_, i) => Math.round(classes ** (i / SAMPLED))))];
  const curve = (first: number, end: number) => {
    const inside = [first, ...ranks.filter((rank) => rank > first && rank < end), end];
    return inside.map((count) => `${x(count + 1)},${y(running[count]!)}`);
  };
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={HEIGHT_PX}
      label={label}
      description={description}
      above={props.yLabel}
      over={
        <>
          {ranges.slice(1).map(({ id, first }, cutoff) => (
            <Handle
              key={id}
              label={props.cutoffName(cutoff)}
              value={first}
              min={(ranges[cutoff]?.first ?? 0) + 1}
              max={ranges[cutoff + 1]!.end - 1}
              step={Math.max(1, 10 ** Math.floor(Math.log10(first) - 0.7))}
              valueText={formatCount(first)}
              xPx={x(first + 1)}
              yPx={y(running[first]!)}
              invert={(xPx) => Math.round(x.invert(xPx)) - 1}
              onChange={(next) => onCutoff(cutoff, Math.round(next))}
              shape="bar"
            />
          ))}
          <Handle
            label={props.chosenName}
            value={chosen + 1}
            min={1}
            max={classes}
            step={Math.max(1, 10 ** Math.floor(Math.log10(chosen + 1) - 0.7))}
            valueText={props.chosenText}
            xPx={x(chosen + 1.5)}
            yPx={baseline}
            invert={(xPx) => Math.floor(x.invert(xPx))}
            onChange={(rank) => onChoose(Math.round(rank) - 1)}
            shape="disc"
          />
        </>
      }
      below={
        <div className={plot.title} style={{ paddingLeft: frame.left }}>
          {props.xLabel}
        </div>
      }
      columns={props.columns}
      rows={ranges.map(({ name, first, end, share }) => [
        name,
        `${formatCount(first + 1)}–${formatCount(end)}`,
        formatShare(share),
      ])}
    >
      <AxisY frame={frame} ticks={yTicks.map((tick) => ({ positionPx: y(tick), text: formatShare(tick) }))} />
      {ranges.map(({ id, name, first, end, share }, part) => {
        const [from, to] = [x(first + 1), x(end + 1)];
        const written = [name, formatShare(share)].filter((text) => textWidthPx(text, small) < to - from - 10);
        return (
          <g key={id} data-range={id}>
            <polygon
              className={styles.range}
              style={{ fillOpacity: rangeOpacity(part, ranges.length) }}
              points={`${from},${baseline} ${curve(first, end).join(" ")} ${to},${baseline}`}
            />
            <polyline className={styles.curve} points={curve(first, end).join(" ")} />
            {part > 0 && <line className={bars.guide} x1={from} x2={from} y1={frame.top} y2={baseline} />}
            {written.map((text, line) => (
              <text
                key={text}
                className={`${bars.text} ${bars.end} ${styles.over} ${line === 0 && written.length > 1 ? bars.strong : ""}`}
                x={to - 6}
                y={baseline - small * (1.9 - 1.2 * line)}
              >
                {text}
              </text>
            ))}
          </g>
        );
      })}
      <AxisX
        frame={frame}
        ticks={logTicks([1, classes], 6).map((tick) => ({ positionPx: x(tick), text: formatCount(tick) }))}
      />
      <line
        className={bars.level}
        x1={x(chosen + 1.5)}
        x2={x(chosen + 1.5)}
        y1={y(running[chosen + 1]!)}
        y2={baseline}
      />
    </Drawing>
  );
}

/** Ranges of rarer classes are paler. */
function rangeOpacity(part: number, parts: number): number {
  return 0.62 - (0.45 * part) / Math.max(1, parts - 1);
}

import bars from "../bars/Bars.module.css";
import { AxisX } from "../parts/axis/Axis";
import { textWidthPx } from "../parts/axis/frame";
import { niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";

/** One bin. Each sample adds one unit above the axis, and its weight below. */
export interface StackedBin {
  id: string;
  from: number;
  to: number;
  name: string;
  samples: readonly { id: number; label: 0 | 1; weight: number }[];
}

export interface MirroredStacksProps {
  label: string;
  description: string;
  bins: readonly StackedBin[];
  aboveLabel: string;
  belowLabel: string;
  formatX: (x: number) => string;
  formatWeight: (weight: number) => string;
  /** Headings of the table: bin, number of samples, weight of each, total weight. */
  columns: readonly [string, string, string, string];
}

const ABOVE_PX = 92;

/**
 * A histogram over [0, 1] with sample counts above the axis and sums of weights below it. Both
 * sides have the same scale.
 */
export function MirroredStacks(props: MirroredStacksProps) {
  const { label, description, bins, formatX, formatWeight } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const totals = bins.map(({ samples }) => samples.reduce((sum, { weight }) => sum + weight, 0));
  const tallest = Math.max(4, ...bins.map(({ samples }) => samples.length), ...totals.map(Math.ceil));
  const left = 2;
  const width = Math.max(1, widthPx - left - 7);
  const top = Math.round(small * 1.7);
  const middle = top + ABOVE_PX;
  const axisPx = Math.round(small * 1.9);
  const below = middle + axisPx;
  const x = valueScale("linear", [0, 1], [left, left + width]);
  const count = valueScale("linear", [0, tallest], [0, ABOVE_PX]);
  const deepest = count(Math.max(2, ...totals));
  const heightPx = below + deepest + Math.round(small * 3.2);
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      columns={props.columns}
      rows={bins
        .filter(({ samples }) => samples.length > 0)
        .map(({ name, samples }) => {
          const sum = samples.reduce((total, { weight }) => total + weight, 0);
          return [name, String(samples.length), formatWeight(sum / samples.length), formatWeight(sum)];
        })}
    >
      <text className={bars.text} x={left} y={small}>
        {props.aboveLabel}
      </text>
      <AxisX
        frame={{ left, top, width, height: ABOVE_PX }}
        ticks={niceTicks([0, 1], 5).map((tick) => ({ positionPx: x(tick), text: formatX(tick) }))}
      />
      <line className={bars.zero} x1={left} x2={left + width} y1={below} y2={below} />
      {bins.map(({ id, from, to, samples }, bin) => {
        const barLeft = x(from) + 1.5;
        const barWidth = Math.max(1, x(to) - x(from) - 3);
        let hanging = 0;
        return (
          <g key={id} data-bin={id}>
            {samples.map((sample, i) => {
              const start = hanging;
              hanging += sample.weight;
              const tone = sample.label === 1 ? bars.positive : bars.negative;
              return (
                <g key={sample.id}>
                  <rect
                    className={tone}
                    x={barLeft}
                    width={barWidth}
                    y={middle - count(i + 1) + 0.5}
                    height={Math.max(0, count(1) - 1)}
                  />
                  <rect
                    className={tone}
                    x={barLeft}
                    width={barWidth}
                    y={below + count(start) + 0.5}
                    height={Math.max(0, count(sample.weight) - 1)}
                  />
                </g>
              );
            })}
            {samples.length > 0 && textWidthPx(formatWeight(totals[bin]!), small) < barWidth + 4 && (
              <text
                className={`${bars.text} ${bars.middle}`}
                x={(x(from) + x(to)) / 2}
                y={below + count(totals[bin]!) + small * 1.15}
              >
                {formatWeight(totals[bin]!)}
              </text>
            )}
          </g>
        );
      })}
      <text className={bars.text} x={left} y={heightPx - 2}>
        {props.belowLabel}
      </text>
    </Drawing>
  );
}

import type { ReactNode } from "react";
import { BarPressArea } from "../bars/BarPressArea";
import bars from "../bars/Bars.module.css";
import { axisEnd } from "../bars/bandLayout";
import { AxisY } from "../parts/axis/Axis";
import { textWidthPx } from "../parts/axis/frame";
import plot from "../parts/axis/Plot.module.css";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { Handle } from "../parts/handle/Handle";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./DistributionsChart.module.css";

export type Side = "target" | "prediction";

export interface DrawnDistribution {
  /** [bins]; the sum is 1. */
  shares: ArrayLike<number>;
  /** Texts under the bars, one per bin. */
  letter: ReactNode;
  /** Accessible name of a bin's handle. */
  handleName: (bin: number) => string;
}

export interface DistributionsChartProps {
  label: string;
  description: string;
  target: DrawnDistribution;
  prediction: DrawnDistribution;
  onShare: (side: Side, bin: number, share: number) => void;
  /** Contribution of each bin to the divergence: [bins], of either sign, possibly infinite. */
  contributions: ArrayLike<number>;
  contributionLabel: ReactNode;
  /** The sum of all contributions, a further bar after those of the bins. */
  sumLabel: ReactNode;
  shareLabel: string;
  formatShare: (share: number) => string;
  formatContribution: (value: number) => string;
  /** Headings of the table: bin, target, prediction, contribution. */
  columns: readonly [string, string, string, string];
  binName: (bin: number) => string;
}

const SHARES_PX = 136;
const CONTRIBUTIONS_PX = 84;

/**
 * Two draggable distributions over the same few bins, and below them each bin's contribution to the
 * divergence.
 */
export function DistributionsChart(props: DistributionsChartProps) {
  const { label, description, onShare, contributions, formatShare, formatContribution } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const bins = props.target.shares.length;
  const values = Array.from(contributions);
  const sum = values.reduce((total, value) => total + value, 0);
  const finite = [...values, sum].filter(Number.isFinite);
  const upper = axisEnd(Math.max(0.1, ...finite));
  const lowest = Math.min(0, ...finite);
  const lower = lowest < 0 ? -axisEnd(-lowest) : 0;
  const ticks = [0, 0.5, 1];
  const left =
    Math.ceil(Math.max(textWidthPx(".5", small), ...[upper, lower].map((v) => textWidthPx(formatShare(v), small)))) + 9;
  // The sum takes one more column after the bins.
  const pitch = Math.max(1, (widthPx - left) / (bins + 1));
  const centre = (bin: number) => left + (bin + 0.5) * pitch;
  const barWidth = pitch * 0.36;
  const top = Math.round(small * 1.7);
  const y = valueScale("linear", [0, 1], [top + SHARES_PX, top]);
  const lettersTop = top + SHARES_PX + 4;
  const below = lettersTop + Math.round(small * 3.6);
  const value = valueScale("linear", [lower, upper], [below + CONTRIBUTIONS_PX, below + small]);
  const heightPx = below + CONTRIBUTIONS_PX + Math.round(small * 1.5);
  const invert = (yPx: number) => Math.min(1, Math.max(0, y.invert(yPx)));
  const sides = [
    { side: "target" as const, drawn: props.target, offset: -1, style: styles.target },
    { side: "prediction" as const, drawn: props.prediction, offset: 0, style: styles.prediction },
  ];
  const clamped = (v: number) => Math.min(upper, Math.max(lower, Number.isNaN(v) ? 0 : v));

  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      over={
        <>
          {sides.flatMap(({ side, drawn, offset }) =>
            Array.from(drawn.shares, (_, bin) => (
              <span
                key={`${side} ${bin}`}
                className={`${plot.under} ${styles[`${side}Letter`]}`}
                style={{ left: centre(bin) + (offset === 0 ? 0.5 : -0.5) * (barWidth + 2), top: lettersTop }}
                aria-hidden="true"
              >
                {drawn.letter}
              </span>
            )),
          )}
          <div className={styles.heading} style={{ top: below - small * 1.6 }} aria-hidden="true">
            {props.contributionLabel}
          </div>
          <span
            className={`${plot.under} ${styles.sumLabel}`}
            style={{ left: centre(bins), top: value(0) + 3 }}
            aria-hidden="true"
          >
            {props.sumLabel}
          </span>
          {sides.flatMap(({ side, drawn, offset }) =>
            Array.from(drawn.shares, (share, bin) => (
              <Handle
                key={`${side} ${bin}`}
                axis="y"
                shape="bar"
                label={drawn.handleName(bin)}
                value={share}
                min={0}
                max={1}
                step={0.01}
                valueText={formatShare(share)}
                xPx={centre(bin) + (offset === 0 ? 0.5 : -0.5) * (barWidth + 2)}
                yPx={y(share)}
                touchWidthPx={Math.min(44, barWidth)}
                invert={invert}
                onChange={(next) => onShare(side, bin, next)}
              />
            )),
          )}
        </>
      }
      columns={props.columns}
      rows={values.map((contribution, bin) => [
        props.binName(bin),
        formatShare(props.target.shares[bin]!),
        formatShare(props.prediction.shares[bin]!),
        formatContribution(contribution),
      ])}
    >
      <text className={bars.text} x={0} y={small * 0.8}>
        {props.shareLabel}
      </text>
      <AxisY
        frame={{ left, top, width: bins * pitch, height: SHARES_PX }}
        ticks={ticks.map((tick) => ({ positionPx: y(tick), text: formatShare(tick) }))}
      />
      {sides.map(({ side, drawn, offset, style }) =>
        Array.from(drawn.shares, (share, bin) => {
          const x = centre(bin) + offset * (barWidth + 1) + (offset === 0 ? 1 : 0);
          return (
            <g key={`${side} ${bin}`} data-share={`${side} ${bin}`}>
              <rect className={style} x={x} width={barWidth} y={y(share)} height={y(0) - y(share)} />
              <BarPressArea
                x={x}
                width={barWidth}
                y={top - 6}
                height={SHARES_PX + 12}
                invert={invert}
                onChange={(next) => onShare(side, bin, next)}
              />
            </g>
          );
        }),
      )}
      <AxisY
        frame={{ left, top: below, width: (bins + 1) * pitch, height: CONTRIBUTIONS_PX }}
        ticks={[...new Set([upper, 0, lower])].map((tick) => ({
          positionPx: value(tick),
          text: formatShare(tick),
        }))}
      />
      {[...values, sum].map((contribution, bin) => {
        const at = clamped(contribution);
        const total = bin === bins;
        const width = barWidth * (total ? 1.4 : 1);
        return (
          <g key={bin} data-contribution={total ? "sum" : bin}>
            <rect
              className={total ? styles.sum : at < 0 ? styles.gain : styles.cost}
              x={centre(bin) - width / 2}
              width={width}
              y={Math.min(value(0), value(at))}
              height={Math.abs(value(at) - value(0))}
            />
            <text
              className={`${bars.text} ${bars.middle} ${total ? bars.accentText : ""}`}
              x={centre(bin)}
              y={at < 0 ? value(at) + small * 1.1 : value(at) - 4}
            >
              {formatContribution(contribution)}
            </text>
          </g>
        );
      })}
      <line className={bars.zero} x1={left} x2={left + (bins + 1) * pitch} y1={value(0)} y2={value(0)} />
    </Drawing>
  );
}

import type { ReactNode } from "react";
import { BarPressArea } from "../bars/BarPressArea";
import bars from "../bars/Bars.module.css";
import { groupedBands, roundAbove } from "../bars/bandLayout";
import { AxisY } from "../parts/axis/Axis";
import { textWidthPx } from "../parts/axis/frame";
import plot from "../parts/axis/Plot.module.css";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { Handle } from "../parts/handle/Handle";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";

/** One sample of a small batch. */
export interface BarSample {
  label: 0 | 1;
  probability: number;
  /** −∂objective/∂z: drawn upwards where training raises the score. */
  pull: number;
  /** Accessible name of the sample's handle. */
  name: string;
  valueText: string;
}

export interface SampleBarsProps {
  label: string;
  description: string;
  /** Positives come first. */
  samples: readonly BarSample[];
  onProbability: (sample: number, probability: number) => void;
  /** Captions under the bars of each class. */
  positiveLabel: ReactNode;
  negativeLabel: ReactNode;
  probabilityLabel: string;
  pullLabel: string;
  formatProbability: (p: number) => string;
  formatPull: (pull: number) => string;
  /** Headings of the screen readers' table: sample, probability, pull. */
  columns: readonly [string, string, string];
}

const PROBABILITY_PX = 128;
const PULL_PX = 64;

/**
 * A small batch as draggable bars: each sample's probability, and below it the direction in which
 * the loss of the whole batch pulls its score.
 */
export function SampleBars(props: SampleBarsProps) {
  const { label, description, samples, onProbability, formatProbability, formatPull } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const small = textPx[0];
  const largest = roundAbove(Math.max(0, ...samples.map(({ pull }) => (Number.isFinite(pull) ? Math.abs(pull) : 0))));
  const pullTicks = [largest, 0, -largest];
  const ticks = [0, 0.5, 1];
  const left = Math.ceil(Math.max(...[...pullTicks.map(formatPull), ".5"].map((text) => textWidthPx(text, small)))) + 9;
  const width = Math.max(1, widthPx - left - 2);
  const positives = samples.filter((sample) => sample.label === 1).length;
  const bands = groupedBands([positives, samples.length - positives], left, width, 0.7);
  const top = Math.round(small * 1.6);
  const y = valueScale("linear", [0, 1], [top + PROBABILITY_PX, top]);
  const names = top + PROBABILITY_PX + Math.round(small * 1.5);
  const pullTop = names + Math.round(small * 2.6);
  const pullY = valueScale("linear", [-largest, largest], [pullTop + PULL_PX, pullTop]);
  const heightPx = pullTop + PULL_PX + 6;
  const frame = { left, top, width, height: PROBABILITY_PX };
  const invert = (yPx: number) => Math.min(1, Math.max(0, y.invert(yPx)));
  const groupCentre = (from: number, to: number) =>
    bands[from] && bands[to] ? (bands[from].centre + bands[to].centre) / 2 : undefined;
  const centres = [
    { id: "positive", content: props.positiveLabel, x: positives > 0 ? groupCentre(0, positives - 1) : undefined },
    {
      id: "negative",
      content: props.negativeLabel,
      x: positives < samples.length ? groupCentre(positives, samples.length - 1) : undefined,
    },
  ];
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      over={
        <>
          {centres.map(
            ({ id, content, x }) =>
              x !== undefined && (
                <div key={id} className={plot.under} style={{ left: x, top: names - small * 1.1 }} aria-hidden="true">
                  {content}
                </div>
              ),
          )}
          {samples.map((sample, i) => (
            <Handle
              key={sample.name}
              axis="y"
              shape="bar"
              label={sample.name}
              value={sample.probability}
              min={0}
              max={1}
              step={0.01}
              valueText={sample.valueText}
              xPx={bands[i]!.centre}
              yPx={y(sample.probability)}
              touchWidthPx={Math.min(44, bands[i]!.width / 0.7)}
              invert={invert}
              onChange={(p) => onProbability(i, p)}
            />
          ))}
        </>
      }
      columns={props.columns}
      rows={samples.map(({ name, probability, pull }) => [name, formatProbability(probability), formatPull(pull)])}
    >
      <text className={bars.text} x={0} y={small * 0.8}>
        {props.probabilityLabel}
      </text>
      <AxisY frame={frame} ticks={ticks.map((tick) => ({ positionPx: y(tick), text: formatProbability(tick) }))} />
      <text className={bars.text} x={0} y={pullTop - small * 0.95}>
        {props.pullLabel}
      </text>
      <AxisY frame={frame} ticks={pullTicks.map((tick) => ({ positionPx: pullY(tick), text: formatPull(tick) }))} />
      {samples.map((sample, i) => {
        const band = bands[i]!;
        const tone = sample.label === 1 ? bars.positive : bars.negative;
        const pull = Number.isFinite(sample.pull) ? sample.pull : 0;
        return (
          <g key={sample.name} data-sample={i}>
            {sample.label === 1 && (
              <rect
                className={bars.missed}
                x={band.x + 0.5}
                width={Math.max(0, band.width - 1)}
                y={y(1) + 0.5}
                height={Math.max(0, y(sample.probability) - y(1) - 1)}
              />
            )}
            <rect
              className={tone}
              x={band.x}
              width={band.width}
              y={y(sample.probability)}
              height={y(0) - y(sample.probability)}
            />
            <rect
              className={tone}
              data-pull=""
              x={band.centre - band.width / 4}
              width={band.width / 2}
              y={Math.min(pullY(0), pullY(pull))}
              height={Math.abs(pullY(pull) - pullY(0))}
            />
            <BarPressArea
              x={band.x}
              y={top - 6}
              width={band.width}
              height={PROBABILITY_PX + 12}
              invert={invert}
              onChange={(p) => onProbability(i, p)}
            />
          </g>
        );
      })}
      <line className={bars.zero} x1={left} x2={left + width} y1={pullY(0)} y2={pullY(0)} />
    </Drawing>
  );
}

import bars from "../bars/Bars.module.css";
import { axisEnd } from "../bars/bandLayout";
import { AxisX, AxisY } from "../parts/axis/Axis";
import { plotFrame } from "../parts/axis/frame";
import plot from "../parts/axis/Plot.module.css";
import { niceTicks } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Drawing } from "../parts/Drawing";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";

/** One term of a sum of products, drawn as a rectangle. */
export interface StepArea {
  id: string;
  name: string;
  label: 0 | 1;
  width: number;
  height: number;
}

export interface StepAreasProps {
  label: string;
  description: string;
  /** In order from left to right. */
  areas: readonly StepArea[];
  /** Upper end of the x-axis. */
  totalWidth: number;
  /** Rectangles for which it returns true are drawn as outlines. */
  isOpen?: ((area: StepArea) => boolean) | undefined;
  xLabel: string;
  yLabel: string;
  /** A horizontal line at this value, with its text. */
  level?: { value: number; text: string } | undefined;
  /** Whether the x-axis has ticks: only if its numbers mean something. */
  xTicks: boolean;
  format: (value: number) => string;
  /** Headings of the table: sample, width, height. */
  columns: readonly [string, string, string];
}

/** A sum of products as adjacent rectangles; their total area is the sum. */
export function StepAreas(props: StepAreasProps) {
  const { label, description, areas, totalWidth, isOpen, level, format } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const top = axisEnd(Math.max(...areas.map(({ height }) => height), 1e-3));
  const heightPx = 170;
  const ticks = niceTicks([0, top], 5);
  const frame = plotFrame(widthPx, heightPx, ticks.map(format), textPx[0]);
  const x = valueScale("linear", [0, totalWidth], [frame.left, frame.left + frame.width]);
  const y = valueScale("linear", [0, top], [frame.top + frame.height, frame.top]);
  let from = 0;
  const placed = areas.map((area) => {
    const start = from;
    from += area.width;
    return { area, left: x(start), right: x(from) };
  });
  return (
    <Drawing
      ref={ref}
      widthPx={widthPx}
      heightPx={heightPx}
      label={label}
      description={description}
      above={props.yLabel}
      below={
        <div
          className={plot.title}
          style={{ paddingLeft: frame.left, marginTop: props.xTicks ? undefined : "-0.75rem" }}
        >
          {props.xLabel}
        </div>
      }
      columns={props.columns}
      rows={areas.map(({ name, width, height }) => [name, format(width), format(height)])}
    >
      <AxisY frame={frame} ticks={ticks.map((tick) => ({ positionPx: y(tick), text: format(tick) }))} />
      <AxisX
        frame={frame}
        ticks={
          props.xTicks ? niceTicks([0, totalWidth], 5).map((tick) => ({ positionPx: x(tick), text: format(tick) })) : []
        }
      />
      {placed.map(({ area, left, right }) => (
        <rect
          key={area.id}
          className={`${isOpen?.(area) ? bars.open : ""} ${area.label === 1 ? bars.positive : bars.negative}`}
          data-area={area.id}
          data-open={isOpen?.(area) ?? false}
          x={left + 0.5}
          width={Math.max(0, right - left - 1)}
          y={y(Math.max(0, area.height))}
          height={y(0) - y(Math.max(0, area.height))}
        />
      ))}
      {level && (
        <>
          <line
            className={bars.level}
            x1={frame.left}
            x2={frame.left + frame.width}
            y1={y(level.value)}
            y2={y(level.value)}
          />
          <text
            className={`${bars.text} ${bars.end} ${bars.accentText}`}
            x={frame.left + frame.width}
            y={y(level.value) - 5}
          >
            {level.text}
          </text>
        </>
      )}
    </Drawing>
  );
}

import { type ReactNode, useId, useMemo } from "react";
import { AxisX, AxisY } from "../parts/axis/Axis";
import plot from "../parts/axis/Plot.module.css";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import { PointHandle } from "../parts/handle/PointHandle";
import { type PlacedLabel, PlacedLabels } from "../parts/labels/PlacedLabels";
import type { Point } from "../parts/labels/placeLabels";
import { useSize } from "../parts/useSize";
import { DescentArrow, pointArrow } from "../surface/DescentArrow";
import { flatMinimumLabel, levelLabels, levelObstacles } from "../surface/levelLabels";
import { PlanePointer } from "../surface/PlanePointer";
import surfaceStyles from "../surface/Surface.module.css";
import { SurfaceCanvas } from "../surface/SurfaceCanvas";
import { SurfaceLines } from "../surface/SurfaceLines";
import type { PlaneFunction } from "../surface/sampledSurface";
import { planeToPx, pxToPlane, useDrawnSurface } from "../surface/useDrawnSurface";
import styles from "./ScoreChart.module.css";

export interface ScoreChartProps {
  /** Accessible name of the picture. */
  label: string;
  description?: string | undefined;
  surface: PlaneFunction;
  /** Range of both scores. */
  domain: Domain;
  point: Point;
  /** The loss at the point, shown next to it. */
  pointLabel: ReactNode;
  handle: { label: string; valueText: string };
  onMove: (point: Point) => void;
  diagonalLabel: ReactNode;
  flatMinimumLabel: (value: number) => ReactNode;
  axisNames: readonly [x: ReactNode, y: ReactNode];
  formatLevel: (level: number) => string;
  formatTick: (score: number) => string;
}

const CELL_PX = 26;
const MOST_WIDTH_PX = 380;
const STEPS = 100;

/** The plane of two scores with the loss as its colours; the scores are equal on the diagonal. */
export function ScoreChart(props: ScoreChartProps) {
  const { label, description, surface, domain, point, pointLabel, handle, onMove } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const descriptionId = useId();
  const frame = useMemo(() => {
    const [left, top, right] = [26, 8, 8];
    const side = Math.max(1, Math.min(MOST_WIDTH_PX, widthPx) - left - right);
    return { left, top, width: side, height: side };
  }, [widthPx]);
  const window = useMemo(() => ({ x: domain, y: domain }), [domain]);
  const drawn = useDrawnSurface(surface, window, frame, CELL_PX);
  const toPx = planeToPx(window, frame);
  const fromPx = pxToPlane(window, frame);
  const clamp = ({ x, y }: Point) => ({
    x: Math.min(domain[1], Math.max(domain[0], x)),
    y: Math.min(domain[1], Math.max(domain[0], y)),
  });
  const moveTo = (x: number, y: number) => onMove(clamp(fromPx({ x, y })));
  const step = (domain[1] - domain[0]) / STEPS;
  const at = toPx(point);
  const here = surface(Float64Array.of(point.x), Float64Array.of(point.y));
  const arrow = pointArrow(at, { x: here.descentX[0]!, y: -here.descentY[0]! }, drawn.steepest, frame.width);
  const diagonal = [0.04, 0.96].map((share) => {
    const score = domain[0] + (domain[1] - domain[0]) * share;
    return toPx({ x: score, y: score });
  }) as [Point, Point];
  const along = (share: number) => ({
    x: diagonal[0].x + (diagonal[1].x - diagonal[0].x) * share,
    y: diagonal[0].y + (diagonal[1].y - diagonal[0].y) * share,
  });
  const labels: PlacedLabel[] = [
    {
      id: "point",
      content: pointLabel,
      tone: "accent",
      strong: true,
      anchors: [at],
      sides: ["e", "w", "ne", "nw", "se", "sw"],
      gap: 13,
    },
    {
      id: "diagonal",
      content: props.diagonalLabel,
      tone: "ink",
      anchors: [0.1, 0.2, 0.3, 0.7, 0.8, 0.9].map(along),
      sides: ["on"],
      curve: "diagonal",
    },
  ];
  const ticks = niceTicks(domain, 5);
  const ends = { x1: diagonal[0].x, y1: diagonal[0].y, x2: diagonal[1].x, y2: diagonal[1].y };
  const heightPx = frame.top + frame.height + 22;

  return (
    <div className={plot.chart}>
      <div className={plot.title} style={{ textAlign: "left" }}>
        {props.axisNames[1]}
      </div>
      <div ref={ref} className={plot.drawing} style={{ height: heightPx }}>
        {widthPx > 0 && (
          <>
            <div role="img" aria-label={label} aria-describedby={description ? descriptionId : undefined}>
              <SurfaceCanvas sampled={drawn.sampled} scale={drawn.scale} frame={frame} />
              <svg width={widthPx} height={heightPx} className={surfaceStyles.over} aria-hidden="true">
                <AxisX
                  frame={frame}
                  ticks={ticks.map((tick) => ({
                    positionPx: toPx({ x: tick, y: tick }).x,
                    text: props.formatTick(tick),
                  }))}
                />
                <AxisY
                  frame={{ ...frame, width: 0 }}
                  ticks={ticks.map((tick) => ({
                    positionPx: toPx({ x: tick, y: tick }).y,
                    text: props.formatTick(tick),
                  }))}
                />
                <rect
                  className={surfaceStyles.frame}
                  x={frame.left}
                  y={frame.top}
                  width={frame.width}
                  height={frame.height}
                />
                <line className={styles.diagonalHalo} {...ends} />
                <line className={styles.diagonal} {...ends} />
                <SurfaceLines drawn={drawn} />
                {arrow && <DescentArrow arrow={arrow} />}
                <PlanePointer frame={frame} at={at} onPoint={moveTo} />
              </svg>
            </div>
            <PlacedLabels
              labels={[
                ...labels,
                ...flatMinimumLabel(drawn, props.flatMinimumLabel),
                ...levelLabels(drawn, frame, props.formatLevel),
              ]}
              obstacles={[
                ...levelObstacles(drawn),
                { id: "diagonal", points: diagonal },
                { id: "descent", points: arrow ? [arrow.from, arrow.to] : [], weight: 2 },
              ]}
              bounds={{ x: frame.left + 2, y: frame.top + 2, width: frame.width - 4, height: frame.height - 4 }}
            />
            <PointHandle
              {...handle}
              value={point.x}
              min={domain[0]}
              max={domain[1]}
              xPx={at.x}
              yPx={at.y}
              onDrag={moveTo}
              onStep={(right, up) => onMove(clamp({ x: point.x + step * right, y: point.y + step * up }))}
            />
          </>
        )}
      </div>
      <div className={plot.title} style={{ paddingLeft: frame.left, width: frame.left + frame.width }}>
        {props.axisNames[0]}
      </div>
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
    </div>
  );
}

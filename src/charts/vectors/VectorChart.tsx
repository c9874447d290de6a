import { type ReactNode, useId, useMemo } from "react";
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
import type { PlaneFunction, PlaneWindow } from "../surface/sampledSurface";
import { planeToPx, pxToPlane, useDrawnSurface } from "../surface/useDrawnSurface";
import { angleMiddle, anglePath } from "./angle";
import styles from "./VectorChart.module.css";

export interface DrawnVector {
  tip: Point;
  /** Shown next to the tip. */
  name: ReactNode;
  tone: "ink" | "positive" | "negative";
  handle: { label: string; valueText: string };
}

/** Angle or distance between two vectors, given by their indices. */
export interface VectorMeasure {
  between: readonly [number, number];
  angle?: ReactNode | undefined;
  distance?: ReactNode | undefined;
}

export interface VectorChartProps {
  /** Accessible name of the picture. */
  label: string;
  description?: string | undefined;
  vectors: readonly DrawnVector[];
  /** Index of the vector dragged last; the surface is the loss as a function of its tip. */
  held: number;
  onHold: (vector: number) => void;
  onMove: (vector: number, tip: Point) => void;
  /** The loss as a function of the tip of the `held` vector. */
  surface: PlaneFunction;
  measures: readonly VectorMeasure[];
  /** The name of the flat minimum. */
  flatMinimumLabel: (value: number) => ReactNode;
  formatLevel: (level: number) => string;
}

/** Half of the plane's height, in its units. */
const EXTENT = 2;
const ASPECT = 1.3;
const CELL_PX = 30;
const STEP = 0.05;
const ARC = 0.42;

const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Draggable vectors from the origin, over the loss as a function of the vector dragged last. */
export function VectorChart(props: VectorChartProps) {
  const { label, description, vectors, held, onHold, onMove, surface, measures } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const descriptionId = useId();
  const frame = useMemo(
    () => ({ left: 0, top: 0, width: Math.max(1, widthPx), height: Math.max(1, Math.round(widthPx / ASPECT)) }),
    [widthPx],
  );
  const window = useMemo((): PlaneWindow => {
    const half = EXTENT * (frame.width / frame.height);
    return { x: [-half, half], y: [-EXTENT, EXTENT] };
  }, [frame]);
  const drawn = useDrawnSurface(surface, window, frame, CELL_PX);
  const toPx = planeToPx(window, frame);
  const fromPx = pxToPlane(window, frame);
  const origin = toPx({ x: 0, y: 0 });
  const clamp = ({ x, y }: Point) => ({
    x: Math.min(window.x[1] * 0.97, Math.max(window.x[0] * 0.97, x)),
    y: Math.min(EXTENT * 0.96, Math.max(-EXTENT * 0.96, y)),
  });

  const tips = vectors.map(({ tip }) => toPx(tip));
  const tip = vectors[held]!.tip;
  const here = surface(Float64Array.of(tip.x), Float64Array.of(tip.y));
  const arrow = pointArrow(tips[held]!, { x: here.descentX[0]!, y: -here.descentY[0]! }, drawn.steepest, frame.width);

  const labels = vectors.map(({ name, tone }, i): PlacedLabel => {
    const at = tips[i]!;
    const right = at.x >= origin.x;
    return {
      id: `vector ${i}`,
      content: name,
      tone,
      strong: true,
      anchors: [at],
      sides: right ? ["e", "ne", "se", "n", "s", "w"] : ["w", "nw", "sw", "n", "s", "e"],
      gap: 15,
    };
  });
  for (const { between, angle, distance } of measures) {
    const [a, b] = between.map((i) => vectors[i]!.tip) as [Point, Point];
    const id = between.join(" ");
    if (angle !== undefined)
      labels.push({
        id: `angle ${id}`,
        content: angle,
        tone: "ink",
        anchors: [toPx(angleMiddle(a, b, ARC)), toPx(angleMiddle(a, b, 1.5 * ARC))],
        sides: ["ne", "nw", "e", "w", "n", "s", "se", "sw"],
        gap: 7,
      });
    if (distance !== undefined)
      labels.push({
        id: `distance ${id}`,
        content: distance,
        tone: "ink",
        anchors: [0.5, 0.35, 0.65, 0.2, 0.8].map((share) =>
          toPx({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }),
        ),
        sides: ["on", "e", "w", "n", "s"],
        curve: `distance ${id}`,
        gap: 8,
      });
  }
  const obstacles = [
    ...levelObstacles(drawn),
    ...tips.map((point, i) => ({ id: `vector ${i}`, points: [origin, point] })),
    // Handles are wider than lines and are obstacles of their own.
    ...tips.map((point, i) => ({ id: `tip ${i}`, points: [middle(point, point), { x: point.x + 6, y: point.y }] })),
    ...measures.map(({ between }) => ({
      id: `distance ${between.join(" ")}`,
      points: between.map((i) => tips[i]!),
    })),
    { id: "descent", points: arrow ? [arrow.from, arrow.to] : [], weight: 4 },
  ];

  return (
    <div ref={ref} className={styles.chart} style={{ height: frame.height }}>
      {widthPx > 0 && (
        <>
          <div role="img" aria-label={label} aria-describedby={description ? descriptionId : undefined}>
            <SurfaceCanvas sampled={drawn.sampled} scale={drawn.scale} frame={frame} />
            <svg width={frame.width} height={frame.height} className={surfaceStyles.over} aria-hidden="true">
              <line className={styles.axis} x1={0} x2={frame.width} y1={origin.y} y2={origin.y} />
              <line className={styles.axis} x1={origin.x} x2={origin.x} y1={0} y2={frame.height} />
              <SurfaceLines drawn={drawn} />
              {measures.map(({ between, angle, distance }) => {
                const [a, b] = between as [number, number];
                const [from, to] = [tips[a]!, tips[b]!];
                const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
                return (
                  <g key={between.join(" ")} data-measure={between.join(" ")}>
                    {angle !== undefined && (
                      <path className={styles.arc} d={anglePath(vectors[a]!.tip, vectors[b]!.tip, ARC, toPx)} />
                    )}
                    {distance !== undefined && <line className={styles.distanceHalo} {...ends} />}
                    {distance !== undefined && <line className={styles.distance} {...ends} />}
                  </g>
                );
              })}
              {vectors.map(({ tone }, i) => {
                const ends = { x1: origin.x, y1: origin.y, x2: tips[i]!.x, y2: tips[i]!.y };
                return (
                  <g key={i} data-vector={i}>
                    <line className={styles.halo} {...ends} />
                    <line className={`${styles.vector} ${styles[tone]}`} {...ends} />
                  </g>
                );
              })}
              <circle className={styles.origin} cx={origin.x} cy={origin.y} r={3} />
              {arrow && <DescentArrow arrow={arrow} />}
              <PlanePointer frame={frame} at={tips[held]!} onPoint={(x, y) => onMove(held, clamp(fromPx({ x, y })))} />
              <rect
                className={surfaceStyles.frame}
                x={0.5}
                y={0.5}
                width={frame.width - 1}
                height={frame.height - 1}
                rx={4}
              />
            </svg>
          </div>
          <PlacedLabels
            labels={[
              ...labels,
              ...flatMinimumLabel(drawn, props.flatMinimumLabel),
              ...levelLabels(drawn, frame, props.formatLevel),
            ]}
            obstacles={obstacles}
            bounds={{ x: 4, y: 4, width: frame.width - 8, height: frame.height - 8 }}
          />
          {vectors.map(({ tip, tone, handle }, i) => (
            <PointHandle
              key={i}
              {...handle}
              value={tip.x}
              min={window.x[0]}
              max={window.x[1]}
              xPx={tips[i]!.x}
              yPx={tips[i]!.y}
              tone={tone}
              ringed={i === held}
              onTake={() => onHold(i)}
              onDrag={(x, y) => onMove(i, clamp(fromPx({ x, y })))}
              onStep={(right, up) => onMove(i, clamp({ x: tip.x + STEP * right, y: tip.y + STEP * up }))}
            />
          ))}
        </>
      )}
      {description && (
        <p id={descriptionId} hidden>
          {description}
        </p>
      )}
    </div>
  );
}

import { type ReactNode, useId, useMemo } from "react";
import plot from "../parts/axis/Plot.module.css";
import { PointHandle } from "../parts/handle/PointHandle";
import { PlacedLabels } from "../parts/labels/PlacedLabels";
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
import styles from "./SimplexChart.module.css";
import {
  insideTriangle,
  nearestSimplex,
  planeToSimplex,
  type Simplex,
  simplexToPlane,
  triangle,
  triangleWindow,
} from "./simplexGeometry";

export interface SimplexChartProps {
  /** Accessible name of the picture. */
  label: string;
  description?: string | undefined;
  /** Names at the corners; those of the true classes are emphasised. */
  corners: readonly [ReactNode, ReactNode, ReactNode];
  trueClasses: ReadonlySet<number>;
  /**
   * The loss over the triangle's plane (`simplexToPlane`). It may be called with points slightly
   * outside the triangle.
   */
  surface: PlaneFunction;
  point: Simplex;
  /** The loss at the point, shown next to it. */
  pointLabel: ReactNode;
  handle: { label: string; valueText: string };
  /** Receives probabilities of at least `least`. */
  onMove: (point: Simplex) => void;
  least: number;
  /** The name of the flat minimum. */
  flatMinimumLabel: (value: number) => ReactNode;
  formatLevel: (level: number) => string;
}

const CELL_PX = 24;
const STEP = 0.01;
const ROOM_PX = 12;
const FEWEST_PLACES = 14;
/** Room for the corners' names. */
const CORNER_PX = 20;
const MOST_WIDTH_PX = 330;

/**
 * All probabilities of three classes as a triangle, with the loss as its colours and the network's
 * prediction as a draggable point.
 */
export function SimplexChart(props: SimplexChartProps) {
  const { label, description, corners, trueClasses, surface, point, pointLabel, handle, onMove, least } = props;
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const descriptionId = useId();
  const clipId = useId();
  const frame = useMemo(() => {
    const width = Math.max(1, Math.min(widthPx - 16, MOST_WIDTH_PX));
    return { left: (widthPx - width) / 2, top: CORNER_PX, width, height: Math.round(width * triangleWindow.y[1]) };
  }, [widthPx]);
  const drawn = useDrawnSurface(surface, triangleWindow, frame, CELL_PX, insideTriangle);
  const toPx = planeToPx(triangleWindow, frame);
  const fromPx = pxToPlane(triangleWindow, frame);
  const ends = triangle.map(toPx) as [Point, Point, Point];
  const outline = `M${ends.map(({ x, y }) => `${x},${y}`).join("L")}Z`;

  const place = simplexToPlane(point);
  const at = toPx(place);
  const here = surface(Float64Array.of(place.x), Float64Array.of(place.y));
  const arrow = pointArrow(at, { x: here.descentX[0]!, y: -here.descentY[0]! }, drawn.steepest, frame.width);
  const moveTo = (x: number, y: number) => onMove(nearestSimplex(fromPx({ x, y }), least));
  /** Keeps a label's distance from the sides. */
  const hasRoom = (place: Point) => planeToSimplex(fromPx(place)).every((p) => p * frame.height > ROOM_PX);
  const heightPx = frame.top + frame.height + CORNER_PX;
  const loss = {
    id: "point",
    content: pointLabel,
    tone: "accent" as const,
    strong: true,
    anchors: [at],
    sides: ["e", "w", "ne", "nw", "se", "sw"] as const,
    gap: 13,
  };
  const obstacles = [
    ...levelObstacles(drawn),
    { id: "descent", points: arrow ? [arrow.from, arrow.to] : [], weight: 2 },
    // The sides as obstacles: labels must not cross them.
    { id: "outline", points: [...ends, ends[0]], ruler: true, weight: 4 },
  ];

  return (
    <div ref={ref} className={plot.drawing} style={{ height: heightPx }}>
      {widthPx > 0 && (
        <>
          <div role="img" aria-label={label} aria-describedby={description ? descriptionId : undefined}>
            <SurfaceCanvas sampled={drawn.sampled} scale={drawn.scale} frame={frame} halved />
            <svg width={widthPx} height={heightPx} className={surfaceStyles.over} aria-hidden="true">
              <clipPath id={clipId}>
                <path d={outline} />
              </clipPath>
              <g clipPath={`url(#${clipId})`}>
                <SurfaceLines drawn={drawn} />
              </g>
              <path className={styles.edge} d={outline} />
              {arrow && <DescentArrow arrow={arrow} />}
              <PlanePointer frame={frame} outline={outline} at={at} onPoint={moveTo} />
            </svg>
          </div>
          {ends.map((end, k) => (
            <span
              key={k}
              aria-hidden="true"
              className={styles.corner}
              data-true={trueClasses.has(k) || undefined}
              style={{
                left: k === 0 ? Math.max(0, end.x - 8) : end.x,
                top: k === 2 ? 0 : end.y + 4,
                translate: k === 0 ? undefined : k === 1 ? "calc(8px - 100%) 0" : "-50% 0",
              }}
            >
              {corners[k]}
            </span>
          ))}
          <PlacedLabels
            labels={[
              loss,
              ...flatMinimumLabel(drawn, props.flatMinimumLabel, hasRoom, FEWEST_PLACES).map((name) => ({
                ...name,
                maxWidthPx: 70,
              })),
              ...levelLabels(drawn, frame, props.formatLevel, hasRoom),
            ]}
            obstacles={obstacles}
            bounds={{ x: 0, y: frame.top, width: widthPx, height: frame.height }}
          />
          <PointHandle
            {...handle}
            value={point[1]}
            min={0}
            max={1}
            xPx={at.x}
            yPx={at.y}
            onDrag={moveTo}
            onStep={(right, up) => onMove(nearestSimplex({ x: place.x + STEP * right, y: place.y + STEP * up }, least))}
          />
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

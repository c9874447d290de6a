import type { PointerEvent } from "react";
import { usePressDrag } from "../../gestures/usePressDrag";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./Surface.module.css";
import type { PlaneFrame } from "./useDrawnSurface";

export interface PlanePointerProps {
  frame: PlaneFrame;
  /** Path data of the area, if it is not the whole frame. */
  outline?: string | undefined;
  /** The present point in the chart's pixels. */
  at: Point;
  /** Receives the position in the chart's pixels. */
  onPoint: (xPx: number, yPx: number) => void;
}

/** Pressing anywhere on a plane moves the point there, and dragging goes on moving it. */
export function PlanePointer({ frame, outline, at, onPoint }: PlanePointerProps) {
  const point = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    onPoint(event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0));
  };
  const press = usePressDrag<Point, SVGElement>({
    atOnce: true,
    start: () => at,
    move: point,
    tap: point,
    restore: (before) => onPoint(before.x, before.y),
  });
  const { left, top, width, height } = frame;
  return <path className={styles.pointer} d={outline ?? `M${left},${top}h${width}v${height}h${-width}Z`} {...press} />;
}

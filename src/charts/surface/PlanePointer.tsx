import { type PointerEvent, useState } from "react";
import styles from "./Surface.module.css";
import type { PlaneFrame } from "./useDrawnSurface";

export interface PlanePointerProps {
  frame: PlaneFrame;
  /** Path data of the area, if it is not the whole frame. */
  outline?: string | undefined;
  /** Receives the position in the chart's pixels. */
  onPoint: (xPx: number, yPx: number) => void;
}

/**
 * Pressing anywhere on a plane moves the point there, and dragging goes on moving it. On touch a
 * vertical swipe still scrolls the page.
 */
export function PlanePointer({ frame, outline, onPoint }: PlanePointerProps) {
  const [held, setHeld] = useState(false);
  const point = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    onPoint(event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0));
  };
  const release = () => setHeld(false);
  const { left, top, width, height } = frame;
  return (
    <path
      className={styles.pointer}
      d={outline ?? `M${left},${top}h${width}v${height}h${-width}Z`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        point(event);
      }}
      onPointerMove={(event) => held && point(event)}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
    />
  );
}

import { useLayoutEffect, useMemo, useRef } from "react";
import { FieldSampler } from "../field/paintField";
import { useDevicePixelRatio } from "../field/useDevicePixelRatio";
import { useTokens } from "../parts/tokens";
import styles from "./Surface.module.css";
import type { SampledSurface, SurfaceScale } from "./sampledSurface";
import { surfaceColours } from "./surfaceColours";
import type { PlaneFrame } from "./useDrawnSurface";

export interface SurfaceCanvasProps {
  sampled: SampledSurface;
  scale: SurfaceScale;
  frame: PlaneFrame;
  /** Whether only the lower left half of the window, below its diagonal, is shown. */
  halved?: boolean | undefined;
}

/** The sampled surface's colours as a canvas. */
export function SurfaceCanvas({ sampled, scale, frame, halved }: SurfaceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { colours } = useTokens();
  const devicePixelRatio = useDevicePixelRatio();
  const width = Math.max(1, Math.round(frame.width * devicePixelRatio));
  const height = Math.max(1, Math.round(frame.height * devicePixelRatio));
  const { size, shear } = sampled;
  const sampler = useMemo(() => {
    const square = { widthPx: width, heightPx: height, halfWidth: 1, halfHeight: 1 };
    return new FieldSampler(width, height, size, 1, square);
  }, [width, height, size]);
  const table = useMemo(() => surfaceColours(scale, colours.surface, colours.ramp), [scale, colours]);
  useLayoutEffect(() => {
    // A canvas in memory, not on the GPU: every change replaces all its pixels.
    const context = canvas.current?.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) return;
    const image = context.createImageData(width, height);
    sampler.paint({ data: new Uint32Array(image.data.buffer), width, height }, sampled.values, table);
    context.putImageData(image, 0, 0);
  }, [sampled, sampler, table, width, height]);
  return (
    <div
      className={styles.window}
      style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}
    >
      <canvas
        ref={canvas}
        width={width}
        height={height}
        className={styles.canvas}
        style={{
          width: frame.width,
          height: frame.height,
          clipPath: halved ? "polygon(0 0, 0 100%, 100% 100%)" : undefined,
          transform: shear ? `matrix(1, 0, ${(-shear * frame.width) / frame.height}, 1, 0, 0)` : undefined,
        }}
      />
    </div>
  );
}

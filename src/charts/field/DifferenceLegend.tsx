import { useLayoutEffect, useRef } from "react";
import styles from "./DifferenceLegend.module.css";
import type { FieldColours } from "./fieldColours";

export interface DifferenceLegendProps {
  scale: FieldColours;
  /** Texts at both ends and in the middle of the scale. */
  ends: readonly [string, string];
}

/** The colour scale of a difference as a strip, with the values at its ends. */
export function DifferenceLegend({ scale, ends }: DifferenceLegendProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const { width, height } = context.canvas;
    const picture = context.createImageData(width, height);
    const pixels = new Uint32Array(picture.data.buffer);
    const entries = scale.table.length - 1;
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = scale.table[Math.round(((i % width) / (width - 1)) * (entries - 1))]!;
    }
    context.putImageData(picture, 0, 0);
  }, [scale]);
  return (
    <span className={`tabular ${styles.legend}`}>
      <span>{ends[0]}</span>
      <canvas ref={canvas} className={styles.strip} width={170} height={10} />
      <span>{ends[1]}</span>
    </span>
  );
}

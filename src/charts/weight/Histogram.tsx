import type { Frame } from "../parts/axis/frame";
import styles from "./Histogram.module.css";

/** Counts in equal bins over the whole axis: both [bins]. */
export interface ClassCounts {
  positive: ArrayLike<number>;
  negative: ArrayLike<number>;
}

interface Bar {
  x: number;
  width: number;
  height: number;
}

/**
 * Bars of one class; the fullest bin has the strip's height. Each class has its own scale: with 30
 * negatives per positive, a common scale would show no positives. So the strip shows where each
 * class is, not how many samples it has.
 */
export function histogramBars(counts: ArrayLike<number>, frame: Frame): Bar[] {
  const most = fullest(counts);
  if (!(most > 0)) return [];
  const pitch = frame.width / counts.length;
  const bars: Bar[] = [];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (!(count > 0) || !Number.isFinite(count)) continue;
    // Keeps a bin with a single sample visible.
    const height = Math.max(1.5, (count / most) * frame.height);
    bars.push({ x: frame.left + i * pitch + 0.5, width: Math.max(1, pitch - 1), height });
  }
  return bars;
}

function fullest(counts: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > most && Number.isFinite(counts[i]!)) most = counts[i]!;
  return most;
}

/**
 * The current distribution of the samples: positives filled, negatives outlined. Each class is one
 * path, since it changes with every picture of the training.
 */
export function Histogram({ counts, frame }: { counts: ClassCounts; frame: Frame }) {
  const baseline = frame.top + frame.height;
  const px = (value: number) => value.toFixed(2);
  const filled = histogramBars(counts.positive, frame).map(
    ({ x, width, height }) => `M${px(x)},${px(baseline)}v${px(-height)}h${px(width)}v${px(height)}z`,
  );
  const outlined = histogramBars(counts.negative, frame).map(({ x, width, height }) => {
    const top = px(baseline - height + 0.5);
    return `M${px(x + 0.5)},${px(baseline)}V${top}h${px(Math.max(0, width - 1))}V${px(baseline)}`;
  });
  return (
    <g data-part="histogram">
      <path className={styles.positive} d={filled.join("")} data-class="positive" />
      <path className={styles.negative} d={outlined.join("")} data-class="negative" />
    </g>
  );
}

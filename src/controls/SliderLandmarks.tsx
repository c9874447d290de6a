import { type ReactElement, useLayoutEffect, useRef, useState } from "react";
import { placeLabels } from "./placeLabels";
import styles from "./SliderLandmarks.module.css";

/** A value worth knowing: a tick on the track, and its words below. */
export interface Landmark {
  value: number;
  /** As shown: "2 paper". */
  label: string;
}

interface SliderLandmarksProps {
  /** Most important first: where two labels would touch, the later one is left out. */
  landmarks: readonly Landmark[];
  /** Place along the track, 0 to 1. */
  shareOf: (value: number) => number;
  onPick: (value: number) => void;
}

const gapPx = 8;
/** Half a thumb: labels at the ends line up with the slider's outer edge. */
const overhangPx = 8;

/**
 * The words under a slider. Each sets its value when pressed; they are no tab stops, since the slider and its number field reach the same
 * values, and four more stops a slider would be in the way.
 */
export function SliderLandmarks({ landmarks, shareOf, onPick }: SliderLandmarksProps): ReactElement {
  const rowRef = useRef<HTMLDivElement>(null);
  const [lefts, setLefts] = useState<readonly (number | null)[]>([]);
  const centres = landmarks.map(({ value }) => shareOf(value));
  const key = JSON.stringify(landmarks.map(({ label }, index) => [label, centres[index]]));

  // `key` stands for labels and centres, which are new arrays at each render.
  useLayoutEffect(() => {
    const row = rowRef.current;
    if (row === null) return;
    const labels = [...row.children];
    const measure = () => {
      const trackPx = row.clientWidth;
      const spaces = labels.map((label, index) => ({
        centrePx: centres[index]! * trackPx,
        widthPx: label.getBoundingClientRect().width,
      }));
      setLefts(placeLabels(spaces, trackPx, gapPx, overhangPx));
    };
    measure();
    // Widths change with the window, with the language, and once more when the web font arrives.
    const observer = new ResizeObserver(measure);
    for (const element of [row, ...labels]) observer.observe(element);
    return () => observer.disconnect();
  }, [key]);

  return (
    <div ref={rowRef} className={styles.row}>
      {landmarks.map(({ value, label }, index) => {
        const left = lefts[index] ?? null;
        return (
          <button
            key={value}
            type="button"
            tabIndex={-1}
            className={styles.label}
            data-hidden={left === null || undefined}
            style={{ insetInlineStart: `${left ?? 0}px` }}
            onClick={() => onPick(value)}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}

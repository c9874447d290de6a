import { type ReactElement, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placeLabels } from "./placeLandmarks";
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

interface Measured {
  trackPx: number;
  /** Of the labels, in their order. */
  widthsPx: readonly number[];
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
  const [{ trackPx, widthsPx }, setMeasured] = useState<Measured>({ trackPx: 0, widthsPx: [] });

  useLayoutEffect(() => {
    const row = rowRef.current;
    if (row === null) return;
    const elements = [row, ...row.children];
    const sizes = new Map<Element, number>();
    // Widths change with the text, the window, the language, and once more when the web font arrives. They are heard of when the page has been laid out:
    // asking for them would lay it out once more. The places they lead to are drawn in the same frame.
    const observer = new ResizeObserver((changes) => {
      for (const { target, borderBoxSize } of changes) sizes.set(target, borderBoxSize[0]!.inlineSize);
      const [rowPx, ...labels] = elements.map((element) => sizes.get(element) ?? 0) as [number, ...number[]];
      flushSync(() => setMeasured({ trackPx: rowPx, widthsPx: labels }));
    });
    for (const element of elements) observer.observe(element);
    return () => observer.disconnect();
  }, [landmarks.length]);

  const lefts =
    widthsPx.length === landmarks.length
      ? placeLabels(
          landmarks.map(({ value }, index) => ({ centrePx: shareOf(value) * trackPx, widthPx: widthsPx[index]! })),
          trackPx,
          gapPx,
          overhangPx,
        )
      : [];

  return (
    <div ref={rowRef} className={styles.row}>
      {landmarks.map(({ value, label }, index) => {
        const left = lefts[index] ?? null;
        return (
          // A label is its place in the list: what it stands at and says changes with the data.
          <button
            key={index}
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

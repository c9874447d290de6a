import { type ReactElement, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placeLabels } from "./placeLandmarks";
import styles from "./SliderLandmarks.module.css";

/** A marked value: a tick on the track with a label below. */
export interface Landmark {
  value: number;
  /** The text shown, e.g. "2 paper". */
  label: string;
}

interface SliderLandmarksProps {
  /** Most important first: if two labels would touch, the later one is left out. */
  landmarks: readonly Landmark[];
  /** Position along the track, 0 to 1. */
  shareOf: (value: number) => number;
  onPick: (value: number) => void;
}

interface Measured {
  trackPx: number;
  /** Half a thumb, so that labels at the ends align with the slider's outer edge. */
  overhangPx: number;
  /** Widths of the labels, in their order. */
  widthsPx: readonly number[];
}

const gapPx = 8;

/**
 * The labels under a slider; pressing one sets its value. They are not tab stops: slider and number
 * field reach the same values, and four more stops per slider would be tedious.
 */
export function SliderLandmarks({ landmarks, shareOf, onPick }: SliderLandmarksProps): ReactElement {
  const rowRef = useRef<HTMLDivElement>(null);
  const [{ trackPx, overhangPx, widthsPx }, setMeasured] = useState<Measured>({
    trackPx: 0,
    overhangPx: 0,
    widthsPx: [],
  });

  useLayoutEffect(() => {
    const row = rowRef.current;
    if (row === null) return;
    const elements = [row, ...row.children];
    const sizes = new Map<Element, number>();
    // Widths change with text, window and language, and when the web font arrives. The observer
    // reports them after layout; measuring here would force another layout. flushSync draws the new
    // positions in the same frame.
    const observer = new ResizeObserver((changes) => {
      for (const { target, borderBoxSize } of changes) sizes.set(target, borderBoxSize[0]!.inlineSize);
      const [rowPx, ...labels] = elements.map((element) => sizes.get(element) ?? 0) as [number, ...number[]];
      const outwardsPx = Number.parseFloat(getComputedStyle(row).marginInlineStart);
      flushSync(() => setMeasured({ trackPx: rowPx, overhangPx: outwardsPx, widthsPx: labels }));
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
          // The index is the key: value and text of a label change with the data.
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

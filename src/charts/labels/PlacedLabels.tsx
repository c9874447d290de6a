import { type ReactNode, useLayoutEffect, useRef } from "react";
import { labelSize } from "./labelSize";
import styles from "./PlacedLabels.module.css";
import { type Box, type LabelRequest, type Obstacle, placeLabels } from "./placeLabels";

export type Tone = "positive" | "negative" | "accent" | "ink" | "ink-2" | "ink-3";

export interface PlacedLabel extends Omit<LabelRequest, "width" | "height"> {
  content: ReactNode;
  tone: Tone;
  strong?: boolean | undefined;
  /** Wider text wraps. */
  maxWidthPx?: number | undefined;
}

export interface PlacedLabelsProps {
  /** The first has the first choice of place. */
  labels: readonly PlacedLabel[];
  obstacles: readonly Obstacle[];
  taken?: readonly Box[] | undefined;
  bounds: Box;
}

const nothingTaken: readonly Box[] = [];
const unmeasured = { width: 0, height: 0 };

/**
 * Labels as HTML over a chart, so that they can hold formulas' letters and wrap in any script; each is measured and placed in the commit that
 * draws it. Hidden from screen readers: the chart's own name, handles and table say the same.
 */
export function PlacedLabels({ labels, obstacles, taken = nothingTaken, bounds }: PlacedLabelsProps) {
  const layer = useRef<HTMLDivElement>(null);
  const previous = useRef<Map<string, Box>>(new Map());
  useLayoutEffect(() => {
    const elements = [...(layer.current?.children ?? [])] as HTMLElement[];
    const requests = labels.map((label, i) => {
      const element = elements[i];
      return { ...label, ...(element === undefined ? unmeasured : labelSize(element)) };
    });
    const placed = placeLabels(requests, obstacles, taken, bounds, previous.current);
    for (const [i, { id }] of labels.entries()) {
      const element = elements[i];
      const box = placed.get(id);
      if (!element) continue;
      element.style.visibility = box ? "visible" : "hidden";
      if (box) element.style.transform = `translate(${box.x.toFixed(1)}px, ${box.y.toFixed(1)}px)`;
    }
    previous.current = placed;
  });
  return (
    <div ref={layer} className={styles.layer} aria-hidden="true">
      {labels.map(({ id, content, tone, strong, maxWidthPx, sides }) => (
        <span
          key={id}
          className={`${styles.label} ${styles[tone]} ${strong ? styles.strong : ""} ${sides[0] === "on" ? styles.plate : ""}`}
          data-label={id}
          style={{ maxWidth: maxWidthPx }}
        >
          {content}
        </span>
      ))}
    </div>
  );
}

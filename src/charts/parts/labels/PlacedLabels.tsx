import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useIdleCall } from "../../../scheduling/useIdleCall";
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
  /**
   * Whether the label may be moved later than its line, when the page is idle. Not for values that
   * a pointer reads.
   */
  mayLag?: boolean | undefined;
}

export interface PlacedLabelsProps {
  /** Placed in this order: earlier labels get the better positions. */
  labels: readonly PlacedLabel[];
  obstacles: readonly Obstacle[];
  taken?: readonly Box[] | undefined;
  bounds: Box;
}

const noBoxes: readonly Box[] = [];
const unmeasured = { width: 0, height: 0 };

/**
 * Labels as HTML over a chart, so that they can contain typeset symbols and wrap in any script.
 * Each is measured and placed in the commit that first draws it; names of curves that then move are
 * placed again when the page is idle. Hidden from screen readers: the chart's name, handles and
 * table contain the same.
 */
export function PlacedLabels(props: PlacedLabelsProps) {
  const { labels } = props;
  const layer = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  const placed = useRef<Placed>({ labels: [], bounds: props.bounds, boxes: new Map() });
  const idle = useIdleCall();
  useLayoutEffect(() => {
    newest.current = props;
    const place = () => {
      idle.cancel();
      if (layer.current !== null) placed.current = placeIn(layer.current, newest.current, placed.current);
    };
    if (mayPlaceLater(props, placed.current)) idle.schedule(place);
    else place();
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

/** The labels placed last, and their boxes. */
interface Placed {
  labels: readonly PlacedLabel[];
  bounds: Box;
  boxes: Map<string, Box>;
}

function placeIn(
  layer: HTMLElement,
  { labels, obstacles, taken = noBoxes, bounds }: PlacedLabelsProps,
  before: Placed,
): Placed {
  const elements = [...layer.children] as HTMLElement[];
  const requests = labels.map((label, i) => {
    const element = elements[i];
    return { ...label, ...(element === undefined ? unmeasured : labelSize(element)) };
  });
  const boxes = placeLabels(requests, obstacles, taken, bounds, before.boxes);
  for (const [i, { id }] of labels.entries()) {
    const element = elements[i];
    const box = boxes.get(id);
    if (!element) continue;
    element.style.visibility = box ? "visible" : "hidden";
    if (box) element.style.transform = `translate(${box.x.toFixed(1)}px, ${box.y.toFixed(1)}px)`;
  }
  return { labels, bounds, boxes };
}

/** Whether the labels are the same as before and all of them may be placed later. */
function mayPlaceLater({ labels, bounds }: PlacedLabelsProps, before: Placed): boolean {
  if (labels.length !== before.labels.length || !isSameBox(bounds, before.bounds)) return false;
  return labels.every(({ id, mayLag }, i) => mayLag === true && id === before.labels[i]!.id);
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./FieldLabels.module.css";

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

export interface LeaderLabel {
  corner: Corner;
  content: ReactNode;
  tone: "ink" | "accent";
  /** End of the leader line, in pixels. */
  target: Point;
  /** Radius around the target that the leader leaves free. */
  clearPx: number;
}

export interface FieldLabelsProps {
  widthPx: number;
  heightPx: number;
  labels: readonly LeaderLabel[];
}

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Measured boxes of labels, valid for one plane size and one text. The key ignores which digits the
 * text has, since tabular figures are equally wide. Measuring forces a layout, and most frames
 * change neither plane nor text.
 */
const boxCache = new WeakMap<HTMLElement, { key: string; place: Place }>();

function placeOf(box: HTMLElement, plane: string): Place {
  const key = `${plane} ${document.fonts.status} ${box.textContent.replace(/\d/g, "0")}`;
  const known = boxCache.get(box);
  if (known?.key === key) return known.place;
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = box;
  const place = { left, top, width, height };
  boxCache.set(box, { key, place });
  return place;
}

/**
 * Labels in the corners with leader lines to their targets. A label's size decides where its line
 * starts, so both are set together.
 */
export function FieldLabels({ widthPx, heightPx, labels }: FieldLabelsProps) {
  const layer = useRef<HTMLDivElement>(null);
  const leaders = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    const boxes = [...(layer.current?.children ?? [])] as HTMLElement[];
    const groups = [...(leaders.current?.children ?? [])];
    for (const [i, { target, clearPx, corner }] of labels.entries()) {
      const [box, group] = [boxes[i], groups[i]];
      if (!box || !group) continue;
      const { left, top, width, height } = placeOf(box, `${corner} ${widthPx} ${heightPx}`);
      const from = {
        x: Math.min(left + width - 10, Math.max(left + 10, target.x)),
        y: corner.startsWith("top") ? top + height : top,
      };
      const distance = Math.hypot(target.x - from.x, target.y - from.y);
      const behind =
        target.y > top - 6 && target.y < top + height + 6 && target.x > left - 6 && target.x < left + width + 6;
      const share = distance > 0 ? Math.max(0, distance - clearPx) / distance : 0;
      for (const line of group.children) {
        line.setAttribute("x1", from.x.toFixed(1));
        line.setAttribute("y1", from.y.toFixed(1));
        line.setAttribute("x2", (from.x + (target.x - from.x) * share).toFixed(1));
        line.setAttribute("y2", (from.y + (target.y - from.y) * share).toFixed(1));
      }
      (group as SVGGElement).style.visibility = behind ? "hidden" : "visible";
    }
  });
  return (
    <>
      <svg ref={leaders} width={widthPx} height={heightPx} className={styles.leaders} aria-hidden="true">
        {labels.map(({ corner, tone }) => (
          <g key={corner}>
            <line className={styles.halo} />
            <line className={styles[tone]} />
          </g>
        ))}
      </svg>
      <div ref={layer} className={styles.layer} aria-hidden="true">
        {labels.map(({ corner, tone, content }) => (
          <span key={corner} className={`${styles.label} ${styles[tone]} ${styles[corner]}`} data-corner={corner}>
            {content}
          </span>
        ))}
      </div>
    </>
  );
}

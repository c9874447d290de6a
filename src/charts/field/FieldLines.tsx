import { memo } from "react";
import { curvePath } from "../curve/curve";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./FieldLines.module.css";
import type { OutlineView } from "./outlineView";

export interface FieldLinesProps {
  widthPx: number;
  heightPx: number;
  /** Lines in pixels. */
  boundary: readonly (readonly Point[])[];
  reference: readonly (readonly Point[])[];
  optimum: readonly OutlineView[];
  probe: (Point & { radiusPx: number }) | null;
}

/**
 * Lines over the field: the theoretical boundary dotted, the previous run's dashed, the model's
 * solid, the probe as a ring; each with a halo of the surface colour.
 */
export const FieldLines = memo(function FieldLines(props: FieldLinesProps) {
  const { widthPx, heightPx, boundary, reference, optimum, probe } = props;
  const path = (lines: readonly (readonly Point[])[]) => lines.map(curvePath).join("");
  const boundaryPath = path(boundary);
  const referencePath = path(reference);
  return (
    <svg width={widthPx} height={heightPx} className={styles.lines} aria-hidden="true">
      {optimum.map(({ line, circle }) => {
        const d = curvePath(line);
        return (
          <g key={d} data-line="bayes">
            {[styles.bayesHalo, styles.bayes].map((className) =>
              circle === null ? (
                <path key={className} className={className} d={d} />
              ) : (
                <circle key={className} className={className} cx={circle.x} cy={circle.y} r={circle.radiusPx} />
              ),
            )}
          </g>
        );
      })}
      {referencePath && (
        <g data-line="reference">
          <path className={styles.referenceHalo} d={referencePath} />
          <path className={styles.reference} d={referencePath} />
        </g>
      )}
      {boundaryPath && (
        <g data-line="boundary">
          <path className={styles.boundaryHalo} d={boundaryPath} />
          <path className={styles.boundary} d={boundaryPath} />
        </g>
      )}
      {probe && (
        <g data-line="probe">
          <circle className={styles.probeHalo} cx={probe.x} cy={probe.y} r={probe.radiusPx} />
          <circle className={styles.probe} cx={probe.x} cy={probe.y} r={probe.radiusPx} />
        </g>
      )}
    </svg>
  );
});

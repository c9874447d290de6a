import { curvePath } from "../curve/curve";
import type { Frame } from "../parts/axis/frame";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./FormLines.module.css";

/**
 * The probability form is a line in ink, the logit form a broad pale band behind it; float32 is
 * dashed.
 */
export interface FormLook {
  form: "probability" | "logit";
  precision: "float32" | "float64";
}

interface DrawnForm {
  id: string;
  look: FormLook;
  points: readonly Point[];
}

export function FormLines({ frame, lines }: { frame: Frame; lines: readonly DrawnForm[] }) {
  const { left, top, width, height } = frame;
  const [x, y, w, h] = [left - 2, top - 2, width + 4, height + 4];
  return (
    <svg x={x} y={y} width={w} height={h} viewBox={`${x} ${y} ${w} ${h}`} className={styles.clip} aria-hidden="true">
      {lines.map(({ id, look, points }) => (
        <path
          key={id}
          className={`${styles[look.form]} ${styles[look.precision]}`}
          d={curvePath(points)}
          data-line={id}
        />
      ))}
    </svg>
  );
}

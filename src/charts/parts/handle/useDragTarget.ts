import styles from "./DragTarget.module.css";
import { type DragOptions, useDrag } from "./useDrag";

interface DragTargetOptions extends DragOptions {
  /** Accessible name. */
  label: string;
  value: number;
  min: number;
  max: number;
  valueText: string;
}

/**
 * The attributes of an element that can be dragged on a chart: a slider for assistive technology,
 * with a target that a finger can hit. A class of the element draws its mark in `::after`.
 */
export function useDragTarget(options: DragTargetOptions) {
  return {
    role: "slider",
    tabIndex: 0,
    "aria-label": options.label,
    "aria-valuemin": options.min,
    "aria-valuemax": options.max,
    "aria-valuenow": options.value,
    "aria-valuetext": options.valueText,
    className: styles.target,
    style: { left: options.xPx, top: options.yPx },
    ...useDrag(options),
  };
}

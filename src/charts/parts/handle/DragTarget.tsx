import type { HTMLAttributes } from "react";
import styles from "./DragTarget.module.css";
import { type DragOptions, useDrag } from "./useDrag";

interface DragTargetProps extends DragOptions, Omit<HTMLAttributes<HTMLDivElement>, "onDrag"> {
  /** Accessible name. */
  label: string;
  value: number;
  min: number;
  max: number;
  valueText: string;
}

/**
 * What can be dragged on a chart: a slider for assistive technology, with a target that a finger
 * can hit, around a mark that `className` draws in `::after`.
 */
export function DragTarget(props: DragTargetProps) {
  const { label, value, min, max, valueText, xPx, yPx, onTake, onDrag, className, style, ...rest } = props;
  const drag = useDrag({ xPx, yPx, onTake, onDrag });
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      className={`${styles.target} ${className}`}
      style={{ left: xPx, top: yPx, ...style }}
      {...drag}
      {...rest}
    />
  );
}

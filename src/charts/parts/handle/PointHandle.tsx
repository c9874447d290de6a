import type { KeyboardEvent } from "react";
import target from "./DragTarget.module.css";
import styles from "./PointHandle.module.css";
import { useDrag } from "./useDrag";

export interface PointHandleProps {
  /** Accessible name. */
  label: string;
  /** Text of both coordinates and the result there: a slider's own value is one number only. */
  valueText: string;
  /** The number that the slider role requires: the horizontal coordinate, with its range. */
  value: number;
  min: number;
  max: number;
  /** Position in the positioned parent, in CSS pixels. */
  xPx: number;
  yPx: number;
  /** Receives the new position in the parent's pixels. */
  onDrag: (xPx: number, yPx: number) => void;
  /** Receives steps to the right and up: 1 for an arrow key, 10 with Shift or for a page key. */
  onStep: (right: number, up: number) => void;
  onTake?: (() => void) | undefined;
  tone?: "accent" | "ink" | "positive" | "negative" | undefined;
  /** Drawn with a ring: the handle whose surface is shown. */
  ringed?: boolean | undefined;
}

const directions: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  PageUp: [0, 10],
  PageDown: [0, -10],
  Home: [-10, 0],
  End: [10, 0],
};

/** A handle that is dragged over a plane of a chart, by pointer, touch and arrow keys. */
export function PointHandle(props: PointHandleProps) {
  const { label, valueText, value, min, max, xPx, yPx, onDrag, onStep, onTake, tone = "accent", ringed } = props;
  const drag = useDrag({ xPx, yPx, onTake, onDrag, remember: () => () => onDrag(xPx, yPx) });
  const press = (event: KeyboardEvent) => {
    const direction = directions[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const times = event.shiftKey ? 10 : 1;
    onStep(direction[0] * times, direction[1] * times);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      className={`${target.target} ${styles.handle} ${styles[tone]}`}
      data-ringed={ringed || undefined}
      style={{ left: xPx, top: yPx }}
      {...drag}
      onKeyDown={press}
      onFocus={onTake}
    />
  );
}

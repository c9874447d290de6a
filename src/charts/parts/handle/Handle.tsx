import type { KeyboardEvent } from "react";
import target from "./DragTarget.module.css";
import styles from "./Handle.module.css";
import { useDrag } from "./useDrag";

export interface HandleProps {
  /** Accessible name. */
  label: string;
  value: number;
  min: number;
  max: number;
  /** Step of an arrow key; Page Up and Page Down move by ten steps. */
  step: number;
  valueText: string;
  /** Position in the positioned parent, in CSS pixels. */
  xPx: number;
  yPx: number;
  /** Converts a pixel of the parent along the axis to a value. */
  invert: (positionPx: number) => number;
  /** Axis along which it is dragged; `x` by default. */
  axis?: "x" | "y" | undefined;
  /** Width of the touch target, if neighbouring handles are closer than a finger is wide. */
  touchWidthPx?: number | undefined;
  /** If absent, the handle is only shown. */
  onChange?: ((value: number) => void) | undefined;
  onFocusChange?: ((focused: boolean) => void) | undefined;
  shape: "disc" | "bar" | "none";
}

const stepsOfKey: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A draggable handle on an axis of a chart: a slider for pointer, touch and keys. */
export function Handle(props: HandleProps) {
  const { label, value, min, max, step, valueText, xPx, yPx, invert, onChange, onFocusChange, shape } = props;
  const { axis = "x", touchWidthPx } = props;
  const clamp = (next: number) => Math.min(max, Math.max(min, next));

  const drag = useDrag({
    xPx,
    yPx,
    onDrag:
      onChange &&
      ((x, y) => {
        const next = clamp(invert(axis === "y" ? y : x));
        if (Number.isFinite(next)) onChange(next);
      }),
    remember: () => () => onChange?.(value),
  });
  const press = (event: KeyboardEvent) => {
    const steps = stepsOfKey[event.key];
    if (steps === undefined || !onChange || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // Rounded to the step's digits, so that .3 + .01 is not .31000000000000005.
    onChange(Number(clamp(value + steps * step).toPrecision(10)));
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
      aria-orientation={axis === "y" ? "vertical" : "horizontal"}
      aria-readonly={!onChange}
      className={`${target.target} ${styles.handle} ${axis === "y" ? styles.upright : ""} ${styles[shape]}`}
      style={{
        left: xPx,
        top: yPx,
        ...(touchWidthPx !== undefined && { width: touchWidthPx, marginLeft: -touchWidthPx / 2 }),
      }}
      {...drag}
      onKeyDown={press}
      onFocus={() => onFocusChange?.(true)}
      onBlur={() => onFocusChange?.(false)}
    />
  );
}

import type { KeyboardEvent } from "react";
import styles from "./Handle.module.css";
import { useDrag } from "./useDrag";

export interface HandleProps {
  /** Accessible name. */
  label: string;
  value: number;
  min: number;
  max: number;
  /** Of an arrow key; Page Up and Page Down take ten. */
  step: number;
  valueText: string;
  /** Where it stands in its positioned parent, in CSS pixels. */
  xPx: number;
  yPx: number;
  /** From the parent's pixels along the axis to a value. */
  invert: (positionPx: number) => number;
  /** Which way it is dragged: across unless it says `y`. */
  axis?: "x" | "y" | undefined;
  /** Width of what a finger takes hold of, where neighbours stand closer than a finger is wide. */
  reachPx?: number | undefined;
  /** Without it, the handle only shows. */
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

/** What one drags along an axis: a slider for pointer, touch and keys, standing inside a chart. */
export function Handle(props: HandleProps) {
  const { label, value, min, max, step, valueText, xPx, yPx, invert, onChange, onFocusChange, shape } = props;
  const { axis = "x", reachPx } = props;
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
  });
  const press = (event: KeyboardEvent) => {
    const steps = stepsOfKey[event.key];
    if (steps === undefined || !onChange || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // Rounding to the step's own digits keeps .3 + .01 from reading .31000000000000005.
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
      className={`${styles.handle} ${axis === "y" ? styles.upright : ""} ${styles[shape]}`}
      style={{ left: xPx, top: yPx, ...(reachPx !== undefined && { width: reachPx, marginLeft: -reachPx / 2 }) }}
      {...drag}
      onKeyDown={press}
      onFocus={() => onFocusChange?.(true)}
      onBlur={() => onFocusChange?.(false)}
    />
  );
}

import { type KeyboardEvent, type ReactElement, useRef } from "react";
import {
  fromTrack,
  type NumberRange,
  nearestInRange,
  nudge,
  plainNumber,
  positionAt,
  sliderTrack,
  toTrack,
  trackShare,
} from "./numberRange";
import styles from "./SliderTrack.module.css";
import { useSliderDrag } from "./useSliderDrag";

export interface SliderTrackProps extends NumberRange {
  value: number;
  onChange: (value: number) => void;
  /** The value as text, for screen readers. */
  valueText: string;
  /** Accessible name, or the id of the element that contains it. */
  label?: string;
  labelledBy?: string;
  /** Marked values; dragging stops at them. */
  marks?: readonly number[];
  /** The value that a double-click restores, and a sentence that says so. */
  standard?: { value: number; title: string };
  disabled?: boolean;
}

/**
 * A slider's track with its thumb. Keyboard and screen readers use a native range input in the
 * drawn thumb; on a log scale that input runs over positions, while its ARIA values are the real
 * ones.
 */
export function SliderTrack(props: SliderTrackProps): ReactElement {
  const { value, onChange, valueText, marks = [], standard, disabled = false } = props;
  const trackRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const change = (next: number) => {
    if (next !== value && !disabled) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const next = keyboardValue(event, value, props);
    if (next === null) return;
    event.preventDefault();
    change(next);
  };
  const share = trackShare(value, props);
  const { dragging, dragProps } = useSliderDrag({
    trackRef,
    inputRef,
    value,
    share,
    valueAt: (at) => fromTrack(positionAt(at, props), props, marks),
    onChange: change,
    disabled,
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's reach; the input in the thumb is the control
    <div
      className={styles.control}
      title={standard?.title}
      onDoubleClick={() => standard !== undefined && change(nearestInRange(standard.value, props))}
      {...dragProps}
    >
      <div ref={trackRef} className={styles.track}>
        <div className={styles.indicator} style={{ inlineSize: `${share * 100}%` }} />
        {marks.map((mark) => (
          <span
            key={mark}
            className={styles.tick}
            data-passed={mark <= value || undefined}
            style={{ insetInlineStart: `${trackShare(mark, props) * 100}%` }}
          />
        ))}
        <span
          className={styles.thumb}
          data-dragging={dragging || undefined}
          style={{ insetInlineStart: `${share * 100}%` }}
        >
          <input
            ref={inputRef}
            type="range"
            className={styles.input}
            {...sliderTrack(props)}
            value={toTrack(value, props)}
            onChange={(event) => change(fromTrack(event.currentTarget.valueAsNumber, props, marks))}
            onKeyDown={onKeyDown}
            disabled={disabled}
            aria-label={props.label}
            aria-labelledby={props.labelledBy}
            aria-valuemin={plainNumber(props.min)}
            aria-valuemax={plainNumber(props.max)}
            aria-valuenow={plainNumber(value)}
            aria-valuetext={valueText}
          />
        </span>
      </div>
    </div>
  );
}

/** On a log scale the input's value is a track position, but its keys step by values. */
function keyboardValue(event: KeyboardEvent, value: number, range: NumberRange): number | null {
  const many = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case "ArrowUp":
    case "ArrowRight":
      return nudge(value, many, range);
    case "ArrowDown":
    case "ArrowLeft":
      return nudge(value, -many, range);
    case "PageUp":
      return nudge(value, 10, range);
    case "PageDown":
      return nudge(value, -10, range);
    case "Home":
      return range.min;
    case "End":
      return range.max;
    default:
      return null;
  }
}

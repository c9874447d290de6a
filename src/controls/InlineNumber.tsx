import { type ReactElement, useId } from "react";
import { HintBubble } from "./HintBubble";
import styles from "./InlineNumber.module.css";
import { type NumberRange, nearestInRange } from "./numberRange";
import { useLikelyValues } from "./useLikelyValues";
import { useNumberEntry } from "./useNumberEntry";
import { useRangeFormat } from "./useRangeFormat";
import { useScrub } from "./useScrub";

export interface InlineNumberProps extends NumberRange {
  /** Accessible name, for users who don't see the sentence around the number. */
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** Receives the values that the next change may set, the likeliest first. */
  onLikelyValues?: (values: readonly number[]) => void;
  /** Format of the value; by the page's locale by default. `readNumber` must be able to read it. */
  format?: (value: number) => string;
  /** The value is a share, shown and typed in percent. */
  percent?: boolean;
  /** The value that double-click restores. */
  defaultValue?: number;
  /** `text`: part of a sentence; otherwise the large value of a slider. */
  size?: "text" | "value";
}

/** A number with a dotted underline: drag it sideways, type into it, or step it with arrow keys. */
export function InlineNumber(props: InlineNumberProps): ReactElement {
  const { label, value, onChange, onLikelyValues, percent = false, defaultValue, size = "text" } = props;
  const hintId = useId();
  const rangeFormat = useRangeFormat(props, percent);
  const entry = useNumberEntry(value, props, percent, props.format ?? rangeFormat, onChange);
  const { dragging, scrubProps } = useScrub(entry.inputRef, value, props, onChange);
  const likely = useLikelyValues(value, { range: props }, onLikelyValues);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span widens the input's reach for a finger; the input itself is the control
    <span
      className={styles.number}
      data-size={size}
      data-dragging={dragging || undefined}
      data-text={entry.text}
      {...scrubProps}
      {...likely}
      onDoubleClick={() => {
        if (defaultValue !== undefined && defaultValue !== value) onChange(nearestInRange(defaultValue, props));
      }}
    >
      <input
        {...entry.inputProps}
        ref={entry.inputRef}
        className={styles.input}
        aria-label={label}
        aria-describedby={entry.hint === null ? undefined : hintId}
      />
      {entry.hint !== null && <HintBubble id={hintId} text={entry.hint} />}
    </span>
  );
}

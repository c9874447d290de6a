import { type ReactElement, useId } from "react";
import { HintBubble } from "./HintBubble";
import styles from "./InlineNumber.module.css";
import { admit, type NumberRange } from "./numberRange";
import { useNear } from "./useNear";
import { useNumberEntry } from "./useNumberEntry";
import { useRangeFormat } from "./useRangeFormat";
import { useScrub } from "./useScrub";

export interface InlineNumberProps extends NumberRange {
  /** What the number is, for those who don't see the sentence around it. */
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** Told which values a next move may come to, the likeliest first. */
  onNear?: (values: readonly number[]) => void;
  /** Written after the reader's locale unless given. Must stay readable by `readNumber`. */
  format?: (value: number) => string;
  /** The value is a share, shown and typed in percent. */
  percent?: boolean;
  /** Where double-click leads. */
  defaultValue?: number;
  /** In a sentence, or as the large value of a slider. */
  size?: "text" | "value";
}

/** The dotted number: drag it sideways, type into it, step it with the arrows. */
export function InlineNumber(props: InlineNumberProps): ReactElement {
  const { label, value, onChange, onNear, percent = false, defaultValue, size = "text" } = props;
  const hintId = useId();
  const rangeFormat = useRangeFormat(props, percent);
  const entry = useNumberEntry(value, props, percent, props.format ?? rangeFormat, onChange);
  const { dragging, scrubProps } = useScrub(entry.inputRef, value, props, onChange);
  const near = useNear(value, { range: props, marked: defaultValue === undefined ? [] : [defaultValue] }, onNear);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span widens the input's reach for a finger; the input itself is the control
    <span
      className={styles.number}
      data-size={size}
      data-dragging={dragging || undefined}
      data-text={entry.text}
      {...scrubProps}
      {...near}
      onDoubleClick={() => {
        if (defaultValue !== undefined && defaultValue !== value) onChange(admit(defaultValue, props));
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

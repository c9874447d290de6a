import { type KeyboardEventHandler, type ReactElement, useId } from "react";
import styles from "./SegmentedToggle.module.css";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** Language of the label if it differs from the page's: "中文" on an English page. */
  lang?: string;
}

export interface SegmentedToggleProps<Value extends string> {
  /** Accessible name of the group. */
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** `framed`: segments in one frame. `text`: words next to each other, the chosen one bold. */
  look?: "framed" | "text";
  /** Defaults to what the browser does: arrow keys choose. */
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
}

/** Two to five options, one of them chosen: a group of native radio buttons. */
export function SegmentedToggle<Value extends string>(props: SegmentedToggleProps<Value>): ReactElement {
  const { label, choices, value, onChange, look = "framed", onKeyDown } = props;
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.group} data-look={look} onKeyDown={onKeyDown}>
      {choices.map((choice) => (
        // A page translator replaces the text, so another text needs another label.
        <label key={`${choice.value} ${choice.label}`} lang={choice.lang} className={styles.segment}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}

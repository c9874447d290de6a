import type { ReactElement } from "react";
import type { Choice } from "./SegmentedToggle";
import styles from "./SegmentedToggle.module.css";

export interface SetToggleProps<Value extends string> {
  /** Accessible name of the group. */
  label: string;
  choices: readonly Choice<Value>[];
  /** In any order; may be empty. */
  values: readonly Value[];
  onChange: (values: Value[]) => void;
}

/**
 * Options next to each other, any number of them chosen: native checkboxes that look like a
 * SegmentedToggle.
 */
export function SetToggle<Value extends string>({
  label,
  choices,
  values,
  onChange,
}: SetToggleProps<Value>): ReactElement {
  const toggle = (value: Value, chosen: boolean) =>
    onChange(choices.map((choice) => choice.value).filter((one) => (one === value ? chosen : values.includes(one))));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend's own layout with it
    <div role="group" aria-label={label} className={styles.group} data-look="framed">
      {choices.map((choice) => (
        // A page translator replaces the text, so another text needs another label.
        <label key={`${choice.value} ${choice.label}`} lang={choice.lang} className={styles.segment}>
          <input
            type="checkbox"
            className={styles.input}
            checked={values.includes(choice.value)}
            onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}

import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactElement } from "react";
import styles from "./SegmentedToggle.module.css";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** Language of the label, where it is not the page's: "中文" on an English page. */
  lang?: string;
}

export interface SegmentedToggleProps<Value extends string> {
  /** Name of the whole. */
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** `framed`: segments in one frame. `text`: words side by side, the chosen one bold. */
  look?: "framed" | "text";
}

/** Two to four choices side by side, one of them taken. Arrow keys move, Space or Enter takes. */
export function SegmentedToggle<Value extends string>(props: SegmentedToggleProps<Value>): ReactElement {
  const { label, choices, value, onChange, look = "framed" } = props;
  return (
    <ToggleGroup
      aria-label={label}
      className={styles.group}
      data-look={look}
      value={[value]}
      onValueChange={([next]) => {
        // Pressing the chosen one again would leave none: it stays.
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <Toggle key={choice.value} value={choice.value} lang={choice.lang} className={styles.segment}>
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

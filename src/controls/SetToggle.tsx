import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactElement } from "react";
import type { Choice } from "./SegmentedToggle";
import styles from "./SegmentedToggle.module.css";

export interface SetToggleProps<Value extends string> {
  /** Name of the whole. */
  label: string;
  choices: readonly Choice<Value>[];
  /** In any order; may be empty. */
  values: readonly Value[];
  onChange: (values: Value[]) => void;
}

/** Choices side by side of which any number may be taken. */
export function SetToggle<Value extends string>({
  label,
  choices,
  values,
  onChange,
}: SetToggleProps<Value>): ReactElement {
  return (
    <ToggleGroup
      multiple
      aria-label={label}
      className={styles.group}
      data-look="framed"
      value={[...values]}
      onValueChange={(next) => onChange(choices.map(({ value }) => value).filter((value) => next.includes(value)))}
    >
      {choices.map((choice) => (
        <Toggle key={choice.value} value={choice.value} className={styles.segment}>
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

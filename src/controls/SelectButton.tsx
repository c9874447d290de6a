import { type ReactElement, useId } from "react";
import { lateModule } from "../scheduling/lateModule";
import { Caret } from "./Caret";
import { type TriggerLook, usePopupHost } from "./popupTrigger";
import type { Choice } from "./SegmentedToggle";
import styles from "./Trigger.module.css";

export interface SelectButtonProps<Value extends string> {
  /** Name of the setting, e.g. "Optimiser". */
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  look?: TriggerLook;
}

const selectList = lateModule(() => import("./SelectList"));

/** A button that opens a list to choose one of several options. */
export function SelectButton<Value extends string>(props: SelectButtonProps<Value>): ReactElement {
  const { label, choices, value, onChange, look = "plain" } = props;
  const listId = useId();
  const { module, popup, standIn } = usePopupHost(selectList);
  const content = (
    <>
      <span>{choices.find((choice) => choice.value === value)?.label ?? value}</span>
      {look !== "inline" && <Caret />}
    </>
  );
  if (module !== null) {
    return (
      <module.SelectList
        {...popup}
        label={label}
        choices={choices}
        value={value}
        onChange={(next) => onChange(next as Value)}
        look={look}
      >
        {content}
      </module.SelectList>
    );
  }
  return (
    <button
      type="button"
      role="combobox"
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-controls={listId}
      className={styles.trigger}
      data-look={look}
      {...standIn}
    >
      {content}
    </button>
  );
}

export type InlineChoiceProps<Value extends string> = Omit<SelectButtonProps<Value>, "look">;

/** A word with a dotted underline, inside a sentence, that opens a list. */
export function InlineChoice<Value extends string>(props: InlineChoiceProps<Value>): ReactElement {
  return <SelectButton {...props} look="inline" />;
}

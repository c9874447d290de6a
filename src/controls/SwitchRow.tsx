import { Switch } from "@base-ui/react/switch";
import { type ReactElement, useId } from "react";
import styles from "./SwitchRow.module.css";

export interface SwitchRowProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** One sentence more, under the label. */
  detail?: string;
  disabled?: boolean;
}

/** Something that is on or off, with its words; the words switch it too. */
export function SwitchRow({ label, checked, onChange, detail, disabled = false }: SwitchRowProps): ReactElement {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's switch holds a native checkbox, which this label names
    <label className={styles.row} data-disabled={disabled || undefined}>
      <span className={styles.words}>
        <span id={`${id}label`}>{label}</span>
        {detail !== undefined && (
          <span id={`${id}detail`} className={styles.detail}>
            {detail}
          </span>
        )}
      </span>
      <Switch.Root
        className={styles.switch}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-labelledby={`${id}label`}
        aria-describedby={detail === undefined ? undefined : `${id}detail`}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </label>
  );
}

import { type ReactElement, useId } from "react";
import styles from "./SwitchRow.module.css";

export interface SwitchRowProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** A further sentence under the label. */
  detail?: string;
  disabled?: boolean;
}

/** A switch with its label; pressing the label toggles it too. */
export function SwitchRow({ label, checked, onChange, detail, disabled = false }: SwitchRowProps): ReactElement {
  const id = useId();
  return (
    <label className={styles.row} data-disabled={disabled || undefined}>
      <span className={styles.words}>
        <span id={`${id}label`}>{label}</span>
        {detail !== undefined && (
          <span id={`${id}detail`} className={styles.detail}>
            {detail}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        disabled={disabled}
        aria-labelledby={`${id}label`}
        aria-describedby={detail === undefined ? undefined : `${id}detail`}
      />
    </label>
  );
}

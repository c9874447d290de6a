import type { ComponentProps, ReactElement, ReactNode } from "react";
import styles from "./Button.module.css";

export interface ButtonProps extends Omit<ComponentProps<"button">, "type" | "className"> {
  /**
   * `main`: the page's single main action, a pill. `plain`: a frame. `text`: words without a frame.
   * `icon`: a square frame; give `aria-label`.
   */
  look?: "main" | "plain" | "text" | "icon";
  /** A decorative icon before the text. */
  icon?: ReactNode;
}

/**
 * A button. If disabled it does nothing but keeps the focus (`aria-disabled`), so that a button
 * that disables itself doesn't send the keyboard focus back to the top of the page.
 */
export function Button({ look = "plain", icon, children, disabled = false, ...rest }: ButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type="button"
      onClick={disabled ? undefined : rest.onClick}
      aria-disabled={disabled || undefined}
      data-disabled={disabled ? "" : undefined}
      className={styles.button}
      data-look={look}
    >
      {icon !== undefined && (
        <span aria-hidden="true" className={styles.icon}>
          {icon}
        </span>
      )}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

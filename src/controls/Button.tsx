import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import styles from "./Button.module.css";

export interface ButtonProps extends Omit<ComponentProps<"button">, "type" | "className"> {
  /** `main`: the page's one main action, a pill. `plain`: a frame. `text`: words alone. `icon`: a square frame; give `aria-label`. */
  look?: "main" | "plain" | "text" | "icon";
  /** Before the words, decorative. */
  icon?: ReactNode;
}

/** A button. Disabled it keeps the focus, so that a button that switches itself off doesn't throw the keyboard back to the top. */
export function Button({ look = "plain", icon, children, ...rest }: ButtonProps): ReactElement {
  return (
    <BaseButton {...rest} focusableWhenDisabled className={styles.button} data-look={look}>
      {icon !== undefined && (
        <span aria-hidden="true" className={styles.icon}>
          {icon}
        </span>
      )}
      {children}
    </BaseButton>
  );
}

import { type ReactElement, type ReactNode, useId } from "react";
import styles from "./PopoverOption.module.css";

/** The options of a popover, below each other. */
export function PopoverOptions({ children }: { children: ReactNode }): ReactElement {
  return <div className={styles.options}>{children}</div>;
}

/** One option, with a note on its present value. */
export function PopoverOption(props: { name: string; note: string; children: ReactElement }): ReactElement {
  const id = useId();
  return (
    <section className={styles.option} aria-labelledby={id}>
      <span id={id} className={styles.name}>
        {props.name}
      </span>
      {props.children}
      <p className={styles.note} aria-live="polite">
        {props.note}
      </p>
    </section>
  );
}

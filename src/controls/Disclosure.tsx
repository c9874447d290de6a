import type { ReactElement, ReactNode } from "react";
import styles from "./Disclosure.module.css";

export interface DisclosureProps {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  onToggle?: (open: boolean) => void;
}

/** Optional details in the browser's own details element, which find-in-page can open. */
export function Disclosure({ summary, children, open = false, onToggle }: DisclosureProps): ReactElement {
  return (
    <details className={styles.disclosure} open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary className={styles.summary}>{summary}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}

import type { ReactElement, ReactNode } from "react";
import { PartBoundary } from "../../controls";
import styles from "./Panel.module.css";

export interface BlockProps {
  heading: ReactNode;
  /** Shown after the heading, in a lighter style. */
  detail?: ReactNode;
  /** Shown at the end of the heading's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One of the screen's three columns: a heading with blocks below. */
export function Column({ heading, aside, children }: BlockProps): ReactElement {
  return (
    <section className={styles.column} aria-label={typeof heading === "string" ? heading : undefined}>
      <div className={styles.columnHead} data-tools={aside !== undefined || undefined}>
        <h2 className={styles.columnHeading}>{heading}</h2>
        {aside}
      </div>
      <PartBoundary>{children}</PartBoundary>
    </section>
  );
}

/** A section of a column with a small heading. */
export function Block({ heading, detail, aside, children }: BlockProps): ReactElement {
  return (
    <div className={styles.block}>
      <div className={styles.blockHead}>
        <h3 className={styles.blockHeading}>
          <span>{heading}</span>
          {detail !== undefined && (
            <span className={styles.detail}>
              {" "}
              <span>{detail}</span>
            </span>
          )}
        </h3>
        {aside}
      </div>
      {children}
    </div>
  );
}

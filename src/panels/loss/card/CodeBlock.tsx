import type { ReactElement } from "react";
import { HighlightedCode } from "../panel/HighlightedCode";
import styles from "./LossCard.module.css";

/** Selectable code in a block that scrolls sideways. */
export function CodeBlock({ code, label }: { code: string; label: string }): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.code} tabIndex={0} aria-label={label}>
      <pre>
        <code translate="no">
          <HighlightedCode code={code} />
        </code>
      </pre>
    </section>
  );
}

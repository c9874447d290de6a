import type { ReactElement } from "react";
import styles from "./LossCard.module.css";

/** The text of a note; parts between backticks are code. */
export function NoteText({ text }: { text: string }): ReactElement {
  return (
    <>
      {text.split("`").map((part, i) =>
        i % 2 === 1 ? (
          <code translate="no" key={`${i} ${part}`} className={styles.inlineCode}>
            {part}
          </code>
        ) : (
          <span key={`${i} ${part}`}>{part}</span>
        ),
      )}
    </>
  );
}

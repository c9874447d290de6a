import type { ReactElement } from "react";
import { useLossNotes, useTranslate } from "../../i18n";
import type { LossDefinition } from "../../losses";
import { NoteText } from "../loss/card/NoteText";
import { Block } from "../parts/Panel";
import styles from "./View.module.css";

/** When to use the loss, and what can go wrong with it. */
export function NotesBlock({ definition: { id } }: { definition: LossDefinition }): ReactElement | null {
  const t = useTranslate();
  const notes = useLossNotes();
  const [when, wrong] = [notes?.[`${id}.when`], notes?.[`${id}.wrong`]];
  if (when === undefined || wrong === undefined) return null;
  return (
    <div className={styles.notes}>
      <Block heading={t("view.when")}>
        <p className={styles.sentence}>
          <NoteText text={when} />
        </p>
      </Block>
      <Block heading={t("view.wrong")}>
        <p className={styles.sentence}>
          <NoteText text={wrong} />
        </p>
      </Block>
    </div>
  );
}

import type { ReactElement } from "react";
import { SwitchRow } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { expectedMs, fitsInstant } from "../../store/instant";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./InstantSwitch.module.css";

/** Whether every change trains the whole run anew, with what the last one took or would take. */
export function InstantSwitch(): ReactElement {
  const t = useTranslate();
  const { setInstant } = useActions();
  const on = useApp((state) => state.instant.on);
  const note = useInstantNote();
  return (
    <span className={styles.instant} title={t("run.instantAbout")}>
      <span className={`tabular ${styles.note}`}>{note}</span>
      <SwitchRow label={t("run.instant")} checked={on} onChange={setInstant} />
    </span>
  );
}

function useInstantNote(): string {
  const t = useTranslate();
  const format = useFormat();
  const instant = useApp((state) => state.instant);
  const experiment = useApp((state) => state.experiment);
  const expected = expectedMs(instant, experiment);
  if (!fitsInstant(instant, experiment)) return t("run.instantTooLarge");
  if (instant.on && instant.lastMs !== null) {
    return t("run.instantTook", { ms: format.integer(Math.ceil(instant.lastMs)) });
  }
  if (!instant.on && expected !== null) return t("run.instantCosts", { ms: format.integer(Math.ceil(expected)) });
  return t("run.instantTry");
}

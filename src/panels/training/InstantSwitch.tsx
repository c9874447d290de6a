import type { ReactElement } from "react";
import { SwitchRow } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { expectedMs, fitsInstantRetrain, isUsualSize } from "../../store/instantRetrain";
import { isLate } from "../../store/run";
import { useActions, useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import styles from "./InstantSwitch.module.css";

/**
 * Whether every change retrains at once, with the time that the last retrain took or one would
 * take.
 */
export function InstantSwitch(): ReactElement {
  const t = useTranslate();
  const { setInstantRetrain } = useActions();
  const on = useApp((state) => state.instantRetrain.on);
  const note = useInstantNote();
  return (
    <span className={styles.instant} title={t("run.instantAbout")}>
      <span className={`tabular ${styles.note}`}>{note}</span>
      <SwitchRow label={t("run.instant")} checked={on} onChange={setInstantRetrain} />
    </span>
  );
}

function useInstantNote(): string {
  const t = useTranslate();
  const format = useFormat();
  const instant = useApp((state) => state.instantRetrain);
  const tookMs = useShownResults("figures", ({ shown }) => shown?.retrainMs ?? null);
  const experiment = useApp((state) => state.experiment);
  const late = useApp((state) => isLate(state.run));
  const now = performance.now();
  const expected = expectedMs(instant, experiment, now);
  if (late) return t("run.instantLate");
  if (!fitsInstantRetrain(instant, experiment, now))
    return t(isUsualSize(experiment) ? "run.instantSlow" : "run.instantTooLarge");
  if (instant.on && tookMs !== null) return t("run.instantTook", { ms: format.integer(Math.ceil(tookMs)) });
  if (!instant.on && expected !== null) return t("run.instantCosts", { ms: format.integer(Math.ceil(expected)) });
  return t("run.instantTry");
}

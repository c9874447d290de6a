import type { ReactElement } from "react";
import { Button } from "../../controls";
import { sweepProblems } from "../../experiment/sweep";
import { useFormat, useTranslate } from "../../i18n";
import { isRunning, isUnderWay } from "../../store/fleetRun";
import { estimatedMs } from "../../store/sweep/effort";
import { isSameSweep } from "../../store/sweep/sameSweep";
import { estimateText } from "../format/durations";
import { useApp } from "../hooks/useApp";
import { FleetFailure } from "../parts/FleetFailure";
import { ProgressBar } from "../parts/ProgressBar";
import { PauseIcon, PlayIcon } from "../training/icons";
import { runText } from "./runWords";
import styles from "./SweepRunBar.module.css";
import { useSweep, useSweepActions } from "./useSweep";

/** Start, pause, resume and cancel, with the amount of work, the progress and the time. */
export function SweepRunBar(): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const settings = useSweep((state) => state.settings);
  const base = useSweep((state) => state.base);
  const definition = useSweep((state) => state.definition);
  const last = useSweep((state) => state.run);
  const engine = useApp((state) => state.enginePreference);
  const { run, pause, resume, cancel } = useSweepActions();
  if (settings === null || base === null || definition === null) return null;
  const isWrong = sweepProblems(settings, definition, base.dataset.kind).length > 0;
  const networks = settings.x.count * settings.y.count * settings.seeds;
  const underWay = last !== null && isUnderWay(last.phase);
  const running = last !== null && isRunning(last.phase);
  const changed = last !== null && !isSameSweep(last.sweep, settings, base);
  const start = () => run(engine);
  const estimate = isWrong
    ? t("sweep.correctFirst")
    : t("sweep.ahead", { networks, time: estimateText(estimatedMs(base, networks, last), t, format) });
  const progress = last === null ? "" : runText(last, t, format);
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        {!underWay && (
          <Button look="main" icon={<PlayIcon />} onClick={start} disabled={isWrong}>
            {t(last === null || changed ? "sweep.start" : "sweep.again")}
          </Button>
        )}
        {underWay && (
          <Button look="main" icon={running ? <PauseIcon /> : <PlayIcon />} onClick={running ? pause : resume}>
            {t(running ? "sweep.pause" : "sweep.resume")}
          </Button>
        )}
        {underWay && <Button onClick={cancel}>{t("sweep.cancel")}</Button>}
        {underWay && changed && !isWrong && <Button onClick={start}>{t("sweep.startNew")}</Button>}
      </div>
      <div className={styles.state}>
        {last !== null && underWay && (
          <div className={styles.progress}>
            <ProgressBar
              label={t("sweep.progress")}
              done={last.results.models}
              all={last.totalModels}
              text={progress}
            />
          </div>
        )}
        <p className={`tabular ${styles.work}`}>{last !== null && (underWay || !changed) ? progress : estimate}</p>
        {last?.phase.name === "failed" && <FleetFailure {...last.phase.failure} />}
        {changed && <p className={styles.work}>{t(underWay ? "sweep.changedUnderWay" : "sweep.changed")}</p>}
      </div>
      {/*
       * Announced only when a run pauses or ends: announcing every progress step would keep
       * a screen reader talking.
       */}
      <p role="status" className="visuallyHidden">
        {running ? "" : progress}
      </p>
    </div>
  );
}

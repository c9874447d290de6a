import { type ReactElement, useRef } from "react";
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
  const main = useRef<HTMLButtonElement>(null);
  if (settings === null || base === null || definition === null) return null;
  const isWrong = sweepProblems(settings, definition, base.dataset.kind).length > 0;
  const networks = settings.x.count * settings.y.count * settings.seeds;
  const underWay = last !== null && isUnderWay(last.phase);
  const running = last !== null && isRunning(last.phase);
  const changed = last !== null && !isSameSweep(last.sweep, settings, base);
  const start = () => run(engine);
  // These buttons go when they are pressed.
  const thenFocusMain = (act: () => void) => () => {
    act();
    main.current?.focus();
  };
  const estimate = isWrong
    ? t("sweep.correctFirst")
    : t("sweep.ahead", { networks, time: estimateText(estimatedMs(base, networks, last), t, format) });
  const progress = last === null ? "" : runText(last, t, format);
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        {/* One element, so that it keeps the focus when it starts or pauses. */}
        <Button
          ref={main}
          look="main"
          icon={running ? <PauseIcon /> : <PlayIcon />}
          onClick={underWay ? (running ? pause : resume) : start}
          disabled={!underWay && isWrong}
        >
          {t(
            underWay
              ? running
                ? "sweep.pause"
                : "sweep.resume"
              : last === null || changed
                ? "sweep.start"
                : "sweep.again",
          )}
        </Button>
        {underWay && <Button onClick={thenFocusMain(cancel)}>{t("sweep.cancel")}</Button>}
        {underWay && changed && !isWrong && <Button onClick={thenFocusMain(start)}>{t("sweep.startNew")}</Button>}
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

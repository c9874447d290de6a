import { type ReactElement, useEffect } from "react";
import { Button, PopoverButton } from "../../controls";
import { useFormat, useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { buttonPhase, canAdvance, isGoing } from "../../store/run";
import { shownSnapshot } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import { PauseIcon, PlayIcon, ResetIcon, TuneIcon } from "./icons";
import styles from "./RunControls.module.css";
import { useInstantNote } from "./useInstantNote";
import { useRunProgress } from "./useRunProgress";

const RunSettings = lazyPart(() => withLaterTexts(import("./RunSettings")), "RunSettings");

/** The run's progress and its controls. */
export function RunControls(): ReactElement {
  return (
    <div className={styles.run}>
      <RunProgress />
      <div className={styles.buttons}>
        <TrainButton />
        <RunButtons />
      </div>
    </div>
  );
}

/** Epochs so far, and what the last retrain took. */
function RunProgress(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { epoch, epochs } = useRunProgress();
  const note = useInstantNote();
  return (
    <div className={styles.progress}>
      <div className={`tabular ${styles.counters}`}>
        <b>{t("run.epoch", { epoch: format.integer(epoch), epochs: format.integer(epochs) })}</b>
        <span className={styles.note}>{note}</span>
      </div>
      <RunBar />
    </div>
  );
}

/** How much of the run is done, as a thin bar. */
export function RunBar(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { step, totalSteps, epoch, epochs } = useRunProgress();
  const share = totalSteps > 0 ? Math.min(1, step / totalSteps) : 0;
  const steps = t("run.step", { step: format.integer(step), steps: format.integer(totalSteps) });
  return (
    <div
      role="progressbar"
      aria-label={t("run.progress")}
      aria-valuemin={0}
      aria-valuemax={epochs}
      aria-valuenow={epoch}
      aria-valuetext={steps}
      title={steps}
      className={styles.track}
    >
      <div className={styles.done} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

/** Trains or pauses; the space bar does the same. */
export function TrainButton(): ReactElement {
  const t = useTranslate();
  const phase = useApp((state) => buttonPhase(state.run));
  const started = useApp((state) => (shownSnapshot(state)?.step ?? 0) > 0);
  // Pressed before the run is ready, the button prevents that it runs.
  const running = useApp((state) => isGoing(state.run));
  const { toggleTraining } = useActions();
  useSpaceKey(toggleTraining);
  return (
    <Button
      look="main"
      icon={running ? <PauseIcon /> : <PlayIcon />}
      onClick={toggleTraining}
      disabled={phase === "unfit"}
      aria-busy={phase === "preparing"}
      aria-keyshortcuts="Space"
    >
      <span className={styles.word}>{t(running ? "run.pause" : mainWord(phase, started))}</span>
    </Button>
  );
}

/** Finish the epoch, reset, and how it trains. */
export function RunButtons(): ReactElement {
  const t = useTranslate();
  const phase = useApp((state) => buttonPhase(state.run));
  const canStep = useApp((state) => canAdvance(state.run));
  const started = useApp((state) => (shownSnapshot(state)?.step ?? 0) > 0);
  const { finishEpoch, resetTraining } = useActions();
  return (
    <>
      <Button onClick={finishEpoch} disabled={!canStep}>
        {t("run.oneEpoch")}
      </Button>
      <Button
        look="icon"
        icon={<ResetIcon />}
        aria-label={t("run.reset")}
        title={t("run.reset")}
        onClick={resetTraining}
        disabled={(!started && phase !== "failed") || phase === "unfit"}
      />
      <PopoverButton label={t("run.how")} look="icon" onApproach={RunSettings.prefetch} trigger={<TuneIcon />}>
        <RunSettings />
      </PopoverButton>
    </>
  );
}

function mainWord(phase: ReturnType<typeof buttonPhase>, started: boolean) {
  if (phase === "finished") return "run.watch";
  if (phase === "failed") return "run.again";
  return started && phase !== "unfit" ? "run.continue" : "run.train";
}

/** The space key trains or pauses, unless the focused element handles it. */
function useSpaceKey(toggle: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== " " || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      const taken =
        "button, a[href], summary, select, textarea, input:not([type=range]), [contenteditable], [role=option], [role=tab], [role=dialog]";
      if (target?.closest(taken)) return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [toggle]);
}

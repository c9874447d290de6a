import { type ReactElement, type ReactNode, useEffect } from "react";
import { Button, SelectButton } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { buttonPhase, canAdvance, isGoing } from "../../store/run";
import { shownSnapshot } from "../../store/state";
import type { Pace } from "../../worker/run/protocol";
import { useActions, useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { InstantSwitch } from "./InstantSwitch";
import { PauseIcon, PlayIcon, ResetIcon } from "./icons";
import styles from "./RunControls.module.css";

const paces = {
  slow: { epochsPerSecond: 1 },
  normal: { epochsPerSecond: 5 },
  fast: { epochsPerSecond: 25 },
  full: "full",
} as const;
type PaceName = keyof typeof paces;

/** The run's progress and its controls. */
export function RunControls(): ReactElement {
  return (
    <div className={styles.run}>
      <RunProgress aside={<InstantSwitch />} />
      <div className={styles.line}>
        <RunButtons />
        <PaceChoice />
      </div>
    </div>
  );
}

/** Epochs and steps so far, with `aside` at the end of the line. */
export function RunProgress({ aside }: { aside?: ReactNode }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const shown = useShownResults("figures", (results) => results.shown);
  const planned = useApp(({ experiment }) => experiment.epochs);
  const { step, totalSteps, epoch } = shown?.snapshot ?? { step: 0, totalSteps: 0, epoch: 0 };
  const epochs = shown?.experiment.epochs ?? planned;
  const share = totalSteps > 0 ? Math.min(1, step / totalSteps) : 0;
  return (
    <div className={styles.progress}>
      <div className={styles.counters}>
        <b className="tabular">{t("run.epoch", { epoch: format.integer(epoch), epochs: format.integer(epochs) })}</b>
        <span className={`tabular ${styles.steps}`}>
          {t("run.step", { step: format.integer(step), steps: format.integer(totalSteps) })}
        </span>
        {aside}
      </div>
      <div
        role="progressbar"
        aria-label={t("run.progress")}
        aria-valuemin={0}
        aria-valuemax={epochs}
        aria-valuenow={epoch}
        className={styles.track}
      >
        <div className={styles.done} style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}

/** Selects the speed of training. */
export function PaceChoice(): ReactElement {
  const t = useTranslate();
  const pace = useApp((state) => state.pace);
  const { setPace } = useActions();
  return (
    <span className={styles.pace}>
      <SelectButton<PaceName>
        look="text"
        label={t("run.pace")}
        choices={(Object.keys(paces) as PaceName[]).map((value) => ({ value, label: t(`run.pace.${value}`) }))}
        value={paceName(pace)}
        onChange={(name) => setPace(paces[name])}
      />
    </span>
  );
}

/** Train or pause, take one step, finish the epoch, reset. */
export function RunButtons(): ReactElement {
  const t = useTranslate();
  const phase = useApp((state) => buttonPhase(state.run));
  const canStep = useApp((state) => canAdvance(state.run));
  const begun = useApp((state) => (shownSnapshot(state)?.step ?? 0) > 0);
  const { toggleTraining, takeStep, finishEpoch, resetTraining } = useActions();
  useSpaceKey(toggleTraining);
  // Pressed before the run is ready, the button prevents that it runs.
  const running = useApp((state) => isGoing(state.run));
  return (
    <div className={styles.buttons}>
      <Button
        look="main"
        icon={running ? <PauseIcon /> : <PlayIcon />}
        onClick={toggleTraining}
        disabled={phase === "unfit"}
        aria-keyshortcuts="Space"
      >
        <span className={styles.word}>{t(running ? "run.pause" : mainWord(phase, begun))}</span>
      </Button>
      <Button onClick={takeStep} disabled={!canStep}>
        {t("run.oneStep")}
      </Button>
      <Button onClick={finishEpoch} disabled={!canStep}>
        {t("run.oneEpoch")}
      </Button>
      <Button
        look="icon"
        icon={<ResetIcon />}
        aria-label={t("run.reset")}
        title={t("run.reset")}
        onClick={resetTraining}
        disabled={(!begun && phase !== "failed") || phase === "unfit"}
      />
    </div>
  );
}

function mainWord(phase: ReturnType<typeof buttonPhase>, begun: boolean) {
  if (phase === "finished") return "run.watch";
  if (phase === "failed") return "run.again";
  return begun ? "run.continue" : "run.train";
}

function paceName(pace: Pace): PaceName {
  if (pace === "full") return "full";
  const names = Object.keys(paces) as PaceName[];
  return (
    names.find((name) => {
      const known = paces[name];
      return known !== "full" && known.epochsPerSecond === pace.epochsPerSecond;
    }) ?? "normal"
  );
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

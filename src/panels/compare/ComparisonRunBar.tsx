import { type ReactElement, type Ref, useRef } from "react";
import { Button, SelectButton } from "../../controls";
import { type NumberFormats, type Translate, useFormat, useTranslate } from "../../i18n";
import type { ComparisonRun } from "../../store/compare/state";
import { isRunning, isUnderWay } from "../../store/fleetRun";
import { durationText } from "../format/durations";
import { FleetFailure } from "../parts/FleetFailure";
import { ProgressBar } from "../parts/ProgressBar";
import { PauseIcon, PlayIcon } from "../training/icons";
import styles from "./ComparisonRunBar.module.css";
import type { ComparisonModel } from "./comparisonModel";
import { EpochSlider } from "./EpochSlider";
import { useCompareActions } from "./useCompare";
import { usePlayback } from "./usePlayback";

const SEED_COUNTS = [8, 16, 32, 64];

/**
 * Controls of the run: train, replay, pause, cancel, the epoch on screen, the number of initial
 * weights and the progress.
 */
export function ComparisonRunBar({ model }: { model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { setSeeds, pause, resume, cancel } = useCompareActions();
  const main = useRef<HTMLButtonElement>(null);
  const { run, state, isFollowing, isUnderWay: underWay } = model;
  const running = run !== null && isRunning(run.phase);
  return (
    <div className={styles.bar}>
      <div className={styles.controls}>
        <MainButton ref={main} model={model} />
        <EpochSlider model={model} />
      </div>
      <div className={styles.seeds}>
        <SelectButton
          look="framed"
          label={t("compare.seeds")}
          choices={SEED_COUNTS.map((count) => ({
            value: `${count}`,
            label: t("compare.seedCount", { count }),
          }))}
          value={`${state.seeds}`}
          onChange={(count) => setSeeds(Number(count))}
        />
        {/* Not announced during a run: screen readers can query the progress bar instead. */}
        <span className={`tabular ${styles.status}`} aria-live={running || isFollowing ? "off" : "polite"}>
          {statusText(model, t, format)}
        </span>
        {underWay && run !== null && run.stage === "seeds" && (
          <Button look="text" onClick={run.phase.name === "paused" ? resume : pause}>
            {t(run.phase.name === "paused" ? "sweep.resume" : "sweep.pause")}
          </Button>
        )}
        {underWay && (
          <Button
            look="text"
            onClick={() => {
              cancel();
              // This button goes when it is pressed.
              main.current?.focus();
            }}
          >
            {t("sweep.cancel")}
          </Button>
        )}
      </div>
      {/* The line is always reserved, so that the content below does not move when a run ends. */}
      <div className={styles.progress}>
        {underWay && run !== null && <Progress run={run} text={statusText(model, t, format)} />}
      </div>
      {run?.phase.name === "failed" && (
        <div className={styles.whole}>
          <FleetFailure {...run.phase.failure} />
        </div>
      )}
    </div>
  );
}

/** One button that trains, pauses, resumes or replays, depending on the state of the run. */
function MainButton({ ref, model }: { ref: Ref<HTMLButtonElement>; model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const { train, pause, resume } = useCompareActions();
  const { isPlaying, play, stop } = usePlayback(model);
  const { run, matchesChoices, isFollowing, lastEpoch, canTrain } = model;
  const phase = run?.phase;
  const boundariesUnderWay = matchesChoices && phase && isUnderWay(phase) && run.stage === "boundaries";
  const [text, icon, act] = boundariesUnderWay
    ? phase.name === "paused"
      ? (["compare.resume", <PlayIcon key="icon" />, resume] as const)
      : (["compare.pause", <PauseIcon key="icon" />, pause] as const)
    : !isFollowing && (!matchesChoices || phase?.name === "failed" || phase?.name === "cancelled")
      ? (["compare.train", <PlayIcon key="icon" />, train] as const)
      : isPlaying
        ? (["compare.stop", <PauseIcon key="icon" />, stop] as const)
        : (["compare.watch", <PlayIcon key="icon" />, play] as const);
  return (
    <Button
      ref={ref}
      look="main"
      icon={icon}
      onClick={act}
      disabled={!canTrain || (text === "compare.watch" && lastEpoch === 0)}
    >
      {t(text)}
    </Button>
  );
}

function Progress({ run, text }: { run: ComparisonRun; text: string }): ReactElement {
  const t = useTranslate();
  const { results, comparison, slots, stage } = run;
  const [done, all] =
    stage === "seeds"
      ? [results.ended(comparison.seeds), comparison.seeds * slots.length]
      : [Math.min(...slots.map((_, i) => results.history(i, 0).at(-1)?.epoch ?? 0)), comparison.base.epochs];
  return <ProgressBar label={t("compare.progress")} done={done} all={all} text={text} />;
}

function statusText(
  { run, matchesChoices, isFollowing, canTrain }: ComparisonModel,
  t: Translate,
  format: NumberFormats,
) {
  if (!canTrain) return "";
  if (isFollowing) return t("compare.status.following");
  if (run !== null && matchesChoices) return runText(run, t, format);
  return t(run !== null && isUnderWay(run.phase) ? "compare.status.changed" : "compare.status.waiting");
}

/** The progress or the result of a run, in one line. */
function runText(run: ComparisonRun, t: Translate, format: NumberFormats): string {
  const { phase, stage, results, comparison, slots, elapsedMs, leftMs, chosenEngine } = run;
  const values = {
    done: format.integer(results.ended(comparison.seeds)),
    networks: format.integer(comparison.seeds * slots.length),
    time: durationText(elapsedMs, t, format),
    left: leftMs === null ? "–" : durationText(leftMs, t, format),
    engine: chosenEngine === null ? "" : t(`engine.${chosenEngine.id}`),
  };
  if (isRunning(phase)) {
    if (stage === "boundaries") return t("compare.status.boundaries", values);
    return t(leftMs === null ? "compare.status.seedsStarting" : "compare.status.seeds", values);
  }
  return t(`compare.status.${phase.name}`, values);
}

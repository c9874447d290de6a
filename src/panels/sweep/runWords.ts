import { trainRows } from "../../datasets";
import { stepsPerEpoch } from "../../experiment/batchOrder";
import type { Experiment } from "../../experiment/experiment";
import type { NumberFormats, Translate } from "../../i18n";
import type { SweepRun } from "../../store/sweep/createSweepStore";
import { cpuWorkers } from "../../worker/cpuWorkers";

/** How far a run is, in one line; at its end what was done, by whom and how fast. */
export function runText(run: SweepRun, t: Translate, format: NumberFormats): string {
  const { status, sweep, results, totalModels, elapsedMs, leftMs, engine } = run;
  const values = {
    done: format.integer(results.models),
    networks: format.integer(totalModels),
    time: durationText(elapsedMs, t, format),
  };
  if (status === "running") {
    return leftMs === null
      ? t("sweep.status.starting", values)
      : t("sweep.status.running", { ...values, left: estimateText(leftMs, t, format) });
  }
  if (status !== "finished" || engine === null) return t(`sweep.status.${status}`, values);
  const steps = format.integer(stepsOf(sweep.base));
  const name = t(`engine.${engine.id}`);
  // Elsewhere one worker feeds all.
  const spreads = engine.id === "cpu" || engine.id === "float64";
  return spreads
    ? t("sweep.status.finishedWorkers", { ...values, steps, engine: name, workers: cpuWorkers() })
    : t("sweep.status.finishedEngine", { ...values, steps, engine: name });
}

/** Steps of one training. */
function stepsOf({ dataset, trainFraction, batchSize, epochs }: Experiment): number {
  return stepsPerEpoch(trainRows(dataset.positives + dataset.negatives, trainFraction), batchSize) * epochs;
}

/** As exact as an estimate is: "1 s", "12 s", "3 min". */
export function estimateText(ms: number, t: Translate, format: NumberFormats): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return t("sweep.seconds", { seconds: format.integer(seconds) });
  return t("sweep.minutes", { minutes: format.integer(seconds / 60) });
}

/** "0.8 s", "12 s", "3 min". */
export function durationText(ms: number, t: Translate, format: NumberFormats): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return t("sweep.seconds", { seconds: format.fixed(Math.max(0.1, seconds), 1) });
  if (seconds < 100) return t("sweep.seconds", { seconds: format.integer(seconds) });
  return t("sweep.minutes", { minutes: format.integer(seconds / 60) });
}

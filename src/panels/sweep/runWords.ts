import type { NumberFormats, Translate } from "../../i18n";
import { isRunning } from "../../store/fleetRun";
import type { SweepRun } from "../../store/sweep/createSweepStore";
import { totalSteps } from "../../training/trainingCost";
import { cpuWorkers } from "../../worker/fleet/cpuWorkers";
import { durationText, estimateText } from "../format/durations";

/**
 * The progress of a run in one line; at its end the number of networks and steps, the engine and
 * the time.
 */
export function runText(run: SweepRun, t: Translate, format: NumberFormats): string {
  const { phase, sweep, results, totalModels, elapsedMs, leftMs, chosenEngine: engine } = run;
  const values = {
    done: format.integer(results.models),
    networks: format.integer(totalModels),
    time: durationText(elapsedMs, t, format),
  };
  if (isRunning(phase)) {
    return leftMs === null
      ? t("sweep.status.starting", values)
      : t("sweep.status.running", { ...values, left: estimateText(leftMs, t, format) });
  }
  if (phase.name !== "finished" || engine === null) return t(`sweep.status.${phase.name}`, values);
  const steps = format.integer(totalSteps(sweep.base));
  const name = t(`engine.${engine.id}`);
  // Other engines have a single worker.
  const spreads = engine.id === "cpu" || engine.id === "float64";
  return spreads
    ? t("sweep.status.finishedWorkers", { ...values, steps, engine: name, workers: cpuWorkers() })
    : t("sweep.status.finishedEngine", { ...values, steps, engine: name });
}

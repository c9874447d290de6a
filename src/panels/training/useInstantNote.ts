import { useFormat, useTranslate } from "../../i18n";
import { expectedMs, fitsInstantRetrain, isUsualSize } from "../../store/instantRetrain";
import { isLate } from "../../store/run";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";

/**
 * What there is to say about instant retraining: that a network is late, how long the last retrain
 * took, or would take where it is off, or why there is none. Empty before any has been measured.
 */
export function useInstantNote(): string {
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
  return "";
}

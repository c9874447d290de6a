import { useMemo } from "react";
import { MAX_PROBE_LOGIT, type ProbePoint, probePoint } from "../../store/probe";
import { shownSamples } from "../../store/state";
import { useActions, useApp } from "./useApp";
import { type ResultPart, useShownResults } from "./useShownResults";

/** The probe's position as `part` shows it. `moveTo` detaches it from its sample. */
export function useProbe(part: ResultPart): {
  point: ProbePoint | undefined;
  moveTo: (label: 0 | 1, logit: number) => void;
} {
  const probe = useApp((state) => state.probe);
  const data = useApp(shownSamples);
  const trainLogits = useShownResults(part, (results) => results.snapshot?.trainLogits);
  const { moveProbe } = useActions();
  return {
    point: useMemo(() => probePoint(probe, data, trainLogits), [probe, data, trainLogits]),
    moveTo: (label, logit) =>
      moveProbe({ kind: "free", label, logit: Math.max(-MAX_PROBE_LOGIT, Math.min(MAX_PROBE_LOGIT, logit)) }),
  };
}

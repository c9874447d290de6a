import { datasetOfKind, type Samples } from "../datasets";
import type { Experiment } from "../experiment/experiment";

/**
 * One probe everywhere: a training sample that all charts point at, or a free place on the curves.
 */
export type Probe = { kind: "sample"; index: number } | { kind: "free"; label: 0 | 1; logit: number };

/**
 * How easy a sample is put when the probe leaves the samples: |logit| up to this, p from .0025 to
 * .9975.
 */
export const MAX_PROBE_LOGIT = 6;

/** A positive where the classes overlap: the kind of sample the loss is about. */
export function defaultProbe({ features, labels, rows }: Samples, { dataset }: Experiment): Probe {
  const definition = datasetOfKind(dataset.kind);
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows; i++) {
    if (labels[i] !== 1) continue;
    const distance = definition.probeDistance(dataset, features[2 * i]!, features[2 * i + 1]!);
    if (distance < nearest) [best, nearest] = [i, distance];
  }
  return best < 0 ? { kind: "free", label: 1, logit: -0.75 } : { kind: "sample", index: best };
}

export interface ProbePoint {
  label: 0 | 1;
  logit: number;
}

/** Where the probe is now; undefined before the network has said anything about its sample. */
export function probePoint(
  probe: Probe,
  { labels }: Pick<Samples, "labels">,
  trainLogits: Float32Array | undefined,
): ProbePoint | undefined {
  if (probe.kind === "free") return { label: probe.label, logit: probe.logit };
  const logit = trainLogits?.[probe.index];
  if (logit === undefined || !Number.isFinite(logit)) return undefined;
  return { label: labels[probe.index] === 1 ? 1 : 0, logit };
}

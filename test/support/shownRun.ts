import { runExperiment } from "../../scripts/headless/runExperiment";
import { createCpuBackend } from "../../src/engine/cpu";
import type { Experiment } from "../../src/experiment/experiment";
import type { FullRecord } from "../../src/training/snapshot";

/** Two float32 runs of 30 epochs may drift apart by 1e-4; the page shows four digits. */
const LATE_LOSS = 1.5e-4;
/** With that drift some samples near the boundary change sides, and few are predicted positive. */
export const METRIC_TOLERANCES = { F1: 0.1, precision: 0.1, recall: 0.05, accuracy: 0.01 } as const;
export type ShownMetric = keyof typeof METRIC_TOLERANCES;
export const shownMetrics = Object.keys(METRIC_TOLERANCES) as ShownMetric[];

/** What the page shows of a run. */
export interface ShownRun {
  /** NaN where a metric is undefined. */
  metrics: Record<ShownMetric, number>;
  /** Epoch, training loss and validation loss. */
  lossByEpoch: string[][];
}

/** The states after each epoch of the same run in Node, on the WebAssembly engine. */
export async function runInNode(experiment: Experiment): Promise<FullRecord[]> {
  return (await runExperiment(experiment, createCpuBackend())).epochs;
}

export function difference(what: string, own: number, expected: number, tolerance: number): string[] {
  return Object.is(own, expected) || Math.abs(own - expected) <= tolerance
    ? []
    : [`${what}: expected ${expected}, got ${own}`];
}

export function metricsOf({ f1, precision, recall, accuracy }: FullRecord["validation"]): ShownRun["metrics"] {
  return { F1: f1, precision, recall, accuracy };
}

export function metricDifferences(own: ShownRun["metrics"], epochs: readonly FullRecord[]): string[] {
  const expected = metricsOf(epochs.at(-1)!.validation);
  return shownMetrics.flatMap((name) => difference(name, own[name], expected[name], METRIC_TOLERANCES[name]));
}

/** The page's numbers that differ from a float32 run in Node by more than rounding explains. */
export function differences({ metrics, lossByEpoch }: ShownRun, epochs: readonly FullRecord[]): string[] {
  const last = Number(lossByEpoch.at(-1)?.[0]);
  return [
    ...metricDifferences(metrics, epochs),
    ...difference("last epoch", last, epochs.length - 1, 0),
    ...lossByEpoch.flatMap(([epoch, training, validation]) => {
      const record = epochs[Number(epoch)]!;
      return [
        ...difference(`training loss at epoch ${epoch}`, Number(training), record.train.loss, LATE_LOSS),
        ...difference(`validation loss at epoch ${epoch}`, Number(validation), record.validation.loss, LATE_LOSS),
      ];
    }),
  ];
}

import type { SetMetrics } from "../../src/metrics/measure";
import { metrics, metricValues, rowMetrics } from "../../src/metrics/metrics";
import type { FullRecord } from "../../src/training/snapshot";
import type { FinishedRun } from "./runExperiment";

/** The least width of a column: the characters of `0.1234`. */
const NUMBER_WIDTH = 6;

/**
 * The table the tutorial prints, and a few more metrics of the validation set. `loss` and
 * `accuracy` are means over the epoch's steps, before each update, and `loss` and `val_loss` are
 * objectives: loss and penalties, batch by batch.
 */
export function epochTable({ engine, description, epochs, engineMs, ms }: FinishedRun): string {
  // The tutorial has the accuracy already.
  const more = rowMetrics.filter((name) => name !== "accuracy");
  const tutorial = ["epoch", "loss", "accuracy", "val_loss", "val_accuracy"];
  const headings = [...tutorial, ...more.map((name) => metrics[name].column)];
  const rows = epochs
    .filter(({ epoch }) => epoch > 0)
    .map(({ epoch, running, validation, validationObjective }) => [
      String(epoch),
      ...[running.objective, running.accuracy, validationObjective, validation.accuracy].map(rounded),
      ...more.map((name) => rounded(validation[name])),
    ]);
  const table = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(NUMBER_WIDTH, ...table.map((cells) => cells[column]!.length)));
  const lines = table.map((cells) => cells.map((cell, column) => cell.padStart(widths[column]! + 2)).join(""));
  lines.push("", `${engine} (${description}): ${engineMs.toFixed(0)} ms of training, ${ms.toFixed(0)} ms in all`);
  return lines.join("\n");
}

/**
 * Every metric under its key in the list; an undefined one (NaN, as the AUC without a class) is
 * null.
 */
export function runAsJson({ engine, description, epochs, engineMs, ms }: FinishedRun) {
  const trained = epochs.filter(({ epoch }) => epoch > 0).map(epochAsJson);
  const last = epochs.at(-1)!;
  return {
    engine,
    description,
    epochs: trained,
    final: { ...epochAsJson(last), penalties: last.penalties, confusion: last.validation.confusion },
    engineMs,
    ms,
  };
}

function epochAsJson({ epoch, running, train, validation, validationObjective }: FullRecord) {
  return {
    epoch,
    train: { running, ...metricsAsJson(train) },
    validation: { objective: validationObjective, ...metricsAsJson(validation) },
  };
}

function metricsAsJson(set: SetMetrics) {
  return metricValues((name) => set[name]);
}

function rounded(value: number): string {
  return value.toFixed(4);
}

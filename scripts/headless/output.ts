import type { CurrentRecord, Evaluation } from "../../src/experiment/snapshot";
import type { FinishedRun } from "./runExperiment";

/** Of `0.1234`. */
const NUMBER_WIDTH = 6;

/**
 * The table the tutorial prints, with three columns more. `loss` and `accuracy` are means over the epoch's steps, before each update, and `loss`
 * and `val_loss` are objectives: loss and penalties, batch by batch.
 */
export function epochTable({ engine, description, epochs, engineMs, ms }: FinishedRun): string {
  const headings = ["epoch", "loss", "accuracy", "val_loss", "val_accuracy", "precision", "recall", "f1"];
  const rows = epochs
    .filter(({ epoch }) => epoch > 0)
    .map(({ epoch, running, validation, validationObjective }) => [
      String(epoch),
      ...[running.objective, running.accuracy, validationObjective, validation.accuracy].map(rounded),
      ...[validation.precision, validation.recall, validation.f1].map(rounded),
    ]);
  const lines = [headings, ...rows].map((cells) =>
    cells.map((cell, column) => cell.padStart(Math.max(headings[column]!.length, NUMBER_WIDTH) + 2)).join(""),
  );
  lines.push("", `${engine} (${description}): ${engineMs.toFixed(0)} ms of training, ${ms.toFixed(0)} ms in all`);
  return lines.join("\n");
}

/** Figures that are no numbers (the AUC without a class) are null. */
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

function epochAsJson({ epoch, running, train, validation, validationObjective }: CurrentRecord) {
  return {
    epoch,
    train: { running, ...figures(train) },
    validation: { objective: validationObjective, ...figures(validation) },
  };
}

function figures({ loss, accuracy, precision, recall, f1, auc }: Evaluation) {
  return { loss, accuracy, precision, recall, f1, auc };
}

function rounded(value: number): string {
  return value.toFixed(4);
}

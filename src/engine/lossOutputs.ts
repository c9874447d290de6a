import { columnOutput, type LossProgram } from "../language/program";

/** The gradient outputs of a program's batch graph, one per prediction column. */
export function gradientOutputNames({ predictionColumns }: Pick<LossProgram, "predictionColumns">): string[] {
  return Array.from({ length: predictionColumns }, (_, column) => columnOutput("gradient", column));
}

/**
 * The outputs with the loss before any reduction, one per element of a sample; null if the loss is
 * not a sum over samples.
 */
export function elementOutputNames({
  batch,
  elementColumns,
}: Pick<LossProgram, "batch" | "elementColumns">): string[] | null {
  if (batch.outputs.perSample === undefined) return null;
  if (elementColumns === 1) return ["perSample"];
  return Array.from({ length: elementColumns }, (_, column) => columnOutput("element", column));
}

import { columnOutput, type LossProgram } from "../language/program";

/** The outputs of a program's batch graph that hold its gradient, one for each prediction column. */
export function gradientOutputs({ predictionColumns }: Pick<LossProgram, "predictionColumns">): string[] {
  return Array.from({ length: predictionColumns }, (_, column) => columnOutput("gradient", column));
}

/** Those that hold the loss before any reduction, one for each element of a sample; null where it is no sum over samples. */
export function elementOutputs({
  batch,
  elementColumns,
}: Pick<LossProgram, "batch" | "elementColumns">): string[] | null {
  if (batch.outputs.perSample === undefined) return null;
  if (elementColumns === 1) return ["perSample"];
  return Array.from({ length: elementColumns }, (_, column) => columnOutput("element", column));
}

import { dataParameter, lossParameterName, type SweepParameter } from "../../experiment/sweep";

/** A swept parameter's name in files: as the loss's source writes it, or in snake case. */
export function parameterFileName(parameter: SweepParameter): string {
  const name = dataParameter(parameter)?.field ?? parameter;
  return lossParameterName(parameter) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

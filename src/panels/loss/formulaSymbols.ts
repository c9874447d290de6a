import type { FormulaSymbols, LossProgram } from "../../language";
import { identifierLatex } from "../../language/latexNames";
import type { LossDefinition } from "../../losses";

/** The network's output as the loss sees it, and its label; of several tensors their names, of several columns their numbers. */
export function formulaSymbols(
  definition: LossDefinition,
  { inputs }: LossProgram,
): Pick<FormulaSymbols, "prediction" | "target" | "parameter"> {
  const symbolOf = (differentiable: boolean, only: string) => (column: number) => {
    const side = inputs.filter((input) => input.differentiable === differentiable);
    const input = side.findLast(({ firstColumn }) => firstColumn <= column);
    if (input === undefined) return only;
    const symbol = side.length === 1 ? only : identifierLatex(input.name);
    return input.shape.length === 0 ? symbol : `{${symbol}}_{${column - input.firstColumn}}`;
  };
  return {
    prediction: symbolOf(true, predictionSymbols[definition.prediction] ?? "z"),
    target: symbolOf(false, "y"),
    parameter: (name) => definition.sliders[name]?.symbol,
  };
}

const predictionSymbols: Partial<Record<LossDefinition["prediction"], string>> = {
  probability: "p",
  "class-log-probabilities": "x",
  "log-distribution": "x",
  distance: "d",
};

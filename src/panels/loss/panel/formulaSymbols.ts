import type { LossProgram, ProgramInput } from "../../../language";
import type { FormulaSymbols } from "../../../language/latex/formulaLines";
import { identifierLatex } from "../../../language/latexNames";
import type { LossDefinition } from "../../../losses";

/**
 * Symbols of the inputs of a loss: the network's output and its label; for several tensors, the
 * letters of their names.
 */
export function formulaSymbols(
  definition: LossDefinition,
  { inputs }: LossProgram,
): Pick<FormulaSymbols, "prediction" | "target" | "parameter"> {
  const symbolOf = (only: string) => (input: ProgramInput) => {
    const side = inputs.filter((other) => other.differentiable === input.differentiable);
    return side.length === 1 ? only : (letters[input.name] ?? identifierLatex(input.name));
  };
  return {
    prediction: symbolOf(predictionSymbols[definition.prediction] ?? "z"),
    target: symbolOf("y"),
    parameter: (name) => definition.sliders[name]?.symbol ?? listSymbol(definition, name) ?? parameterSymbols[name],
  };
}

/** The symbol of a list: its first number's without the index, `w` for `w_0`. */
function listSymbol({ sliders }: LossDefinition, name: string): string | undefined {
  return /^(.+)_(?:0|\{0\})$/.exec(sliders[`${name}[0]`]?.symbol ?? "")?.[1];
}

/** A letter for each of torch's tensor names. */
const letters: Readonly<Record<string, string>> = {
  input1: "x_1",
  input2: "x_2",
  x1: "x_1",
  x2: "x_2",
  anchor: "a",
  positive: "p",
  negative: "n",
  input: "\\mu",
  var: "v",
};

const parameterSymbols: Readonly<Record<string, string>> = { ignore_index: "\\mathrm{ignored}" };

const predictionSymbols: Partial<Record<LossDefinition["prediction"], string>> = {
  probability: "p",
  "class-log-probabilities": "x",
  "log-distribution": "x",
  distance: "d",
};

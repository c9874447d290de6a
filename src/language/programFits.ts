import { evaluateScalars } from "./evaluate/evaluator";
import type { ParameterValues } from "./graph";
import { elementName, isNumberList, type LossProgram, type ParameterValue } from "./program";

/** All numeric parameters of a program: the source's defaults, overridden by what is given. */
export function numericParameters(
  program: LossProgram,
  given: Readonly<Record<string, ParameterValue>>,
): ParameterValues {
  const values: Record<string, number> = Object.create(null);
  for (const parameter of program.parameters) {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : parameter.default;
    if (typeof value === "number") values[parameter.name] = value;
    if (!isNumberList(value)) continue;
    for (const [i, number] of value.entries()) {
      const name = elementName(parameter.name, i);
      const one = Object.hasOwn(given, name) ? given[name] : undefined;
      values[name] = typeof one === "number" ? one : number;
    }
  }
  return values;
}

/**
 * Whether a program compiled for some parameters is valid for these: every fixed choice is the
 * same, every number is still a number, and every `if` over numbers takes the same branch. If not,
 * compile again.
 */
export function programFits(program: LossProgram, given: Readonly<Record<string, ParameterValue>>): boolean {
  for (const { name, default: written } of program.parameters) {
    const value = Object.hasOwn(given, name) ? given[name] : written;
    const isFixed = Object.hasOwn(program.fixed, name);
    const isList = isNumberList(written);
    if (isFixed ? value !== program.fixed[name] : isList ? !isSameLength(value, written) : typeof value !== "number")
      return false;
  }
  const numbers = numericParameters(program, given);
  return program.guards.every(
    ({ condition, outcome }) => (evaluateScalars(condition, numbers).condition !== 0) === outcome,
  );
}

/** A list keeps its number of columns: another length needs another compilation. */
function isSameLength(value: unknown, written: readonly number[]): boolean {
  return isNumberList(value) && value.length === written.length;
}

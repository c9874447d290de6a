import { elementName, isNumberList, type LossParameter, type ParameterValue } from "../program";
import type { Context } from "./context";
import type { Interpreter, ParameterDeclaration } from "./interpreter";
import { type Argument, describe, type Scope, type Value } from "./values";

/** Numbers become free parameters of the graph; booleans, strings and None are fixed here. */
export function bindParameters(
  interpreter: Interpreter,
  declared: readonly ParameterDeclaration[],
  scope: Scope,
  given: Readonly<Record<string, ParameterValue>>,
) {
  const { context } = interpreter;
  const bound: Record<string, Argument> = Object.create(null);
  const parameters: LossParameter[] = [];
  const fixed: Record<string, ParameterValue> = Object.create(null);
  for (const { name, at, defaultAt } of declared) {
    const writtenValue = defaultAt === undefined ? undefined : interpreter.evaluate(defaultAt, scope);
    const written = writtenValue === undefined ? undefined : plainValue(context, writtenValue, defaultAt!);
    const isTuple = writtenValue?.kind === "sequence" && writtenValue.name === "tuple";
    const value = givenValue(given, name, written);
    // A list that is requested with another length is interpreted, and later filled up, with that
    // length.
    const resized = isNumberList(written) && isNumberList(value) && written.length !== value.length;
    // Without the elements that are given by index, which are values of one run.
    parameters.push({ name, default: resized ? given[name]! : written });
    if (value === undefined) {
      throw context.error(
        at,
        "required parameter",
        `${name} has no default and was given no value; only a prediction and a target are given as tensors`,
        `Write ${name}=0.5 if it is a number, or ${name}=None`,
      );
    }
    if (typeof value !== "number" && typeof value !== "object") fixed[name] = value;
    if (value === null) fixed[name] = null;
    bound[name] = { value: parameterValue(context, name, value, !isTuple), at };
  }
  return { bound, parameters, fixed: { ...fixed } };
}

/** Single elements of a list may be given by index. */
function givenValue(
  given: Readonly<Record<string, ParameterValue>>,
  name: string,
  written: ParameterValue | undefined,
): ParameterValue | undefined {
  const value = Object.hasOwn(given, name) ? given[name] : written;
  if (!isNumberList(value)) return value;
  return value.map((number, i) => {
    const one = Object.hasOwn(given, elementName(name, i)) ? given[elementName(name, i)] : undefined;
    return typeof one === "number" ? one : number;
  });
}

function plainValue(context: Context, value: Value, at: ParameterDeclaration["at"]): ParameterValue {
  if (value.kind === "none") return null;
  if (value.kind === "string") return value.value;
  if (value.kind === "numeric" && value.nodes.length === 1) {
    const number = context.builder.constantValue(value.nodes[0]!);
    if (number !== undefined) return value.boolean ? number !== 0 : number;
  }
  if (value.kind === "sequence" && value.items.length > 0) {
    const numbers = value.items.map((item) => plainValue(context, item, at));
    if (numbers.every((number) => typeof number === "number")) return numbers;
  }
  throw context.error(
    at,
    "argument value",
    `a default is a number, a tuple of numbers, True or False, a string or None, got ${describe(value)}`,
    "Use one parameter for each number",
  );
}

function parameterValue(context: Context, name: string, value: ParameterValue, isList: boolean): Value {
  if (value === null) return { kind: "none" };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "boolean") return context.boolean(value);
  if (isNumberList(value)) {
    const items = value.map((number, i) => parameterValue(context, elementName(name, i), number, false));
    return { kind: "sequence", name: isList ? "list" : "tuple", items };
  }
  context.parameterValues.set(name, value);
  return context.pythonNumber(context.builder.parameter(name));
}

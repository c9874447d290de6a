import type { ParameterValue, ProgramInput } from "../program";
import type { InputKind, ReadRoles } from "../reading";
import type { Context } from "./context";
import type { ParameterDeclaration } from "./interpreter";
import { readRoles } from "./roles";
import { type Argument, type ClassValue, elementCount, type FunctionValue } from "./values";

/** Tensors by argument name, in column order. */
export type InputShapes = Readonly<
  Record<string, { readonly differentiable: boolean; readonly shape: readonly number[] }>
>;

export interface ReadOptions {
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly entry?: string;
  readonly roles?: { readonly prediction: string; readonly target: string };
  readonly input?: InputKind;
  readonly inputs?: InputShapes;
}

/** Literal sizes next to the batch, for a prediction and a target that are not named. */
export interface FirstTwoSizes {
  readonly prediction: readonly number[];
  readonly target: readonly number[];
}

/** Default: the first two arguments are the prediction and the target. */
export function firstTwo(
  context: Context,
  callable: FunctionValue,
  loss: ClassValue | FunctionValue,
  declared: readonly ParameterDeclaration[],
  sizes: FirstTwoSizes,
  given: { readonly prediction: string; readonly target: string } | undefined,
): { readonly shapes: InputShapes; readonly roles: ReadRoles } {
  if (given !== undefined) return { shapes: shapesOf(given, sizes), roles: { ...given, by: "given" } };
  const [first, second] = declared;
  if (
    first === undefined ||
    second === undefined ||
    first.keywordOnly ||
    second.keywordOnly ||
    second.defaultAt !== undefined ||
    first.collects !== undefined ||
    second.collects !== undefined ||
    first.name === second.name
  ) {
    const at = callable.definition.getChild("VariableName")!;
    throw context.error(
      at,
      "arguments",
      `${callable.name} takes a prediction and a target, got ${declared.length} of them`,
      `Write def ${callable.name}(${loss.kind === "class" ? "self, " : ""}y_pred, y_true)`,
    );
  }
  const roles = readRoles(first.name, second.name);
  return { shapes: shapesOf(roles, sizes), roles };
}

function shapesOf(
  { prediction, target }: { readonly prediction: string; readonly target: string },
  sizes: FirstTwoSizes,
): InputShapes {
  return {
    [prediction]: { differentiable: true, shape: sizes.prediction },
    [target]: { differentiable: false, shape: sizes.target },
  };
}

/** Assigns columns to each tensor, in order. */
export function placeInputs(shapes: InputShapes): ProgramInput[] {
  const next = { prediction: 0, target: 0 };
  return Object.entries(shapes).map(([name, { differentiable, shape }]) => {
    const side = differentiable ? "prediction" : "target";
    const firstColumn = next[side];
    next[side] += elementCount(shape);
    return { name, differentiable, shape, firstColumn };
  });
}

/** The tensors by argument name; each element is a leaf of the graph. */
export function bindTensors(
  context: Context,
  callable: FunctionValue,
  declared: readonly ParameterDeclaration[],
  inputs: readonly ProgramInput[],
): Record<string, Argument> {
  const tensors: Record<string, Argument> = Object.create(null);
  for (const { name, differentiable, shape, firstColumn } of inputs) {
    const declaration = declared.find((other) => other.name === name);
    if (declaration === undefined) {
      throw context.error(
        callable.definition.getChild("VariableName")!,
        "arguments",
        `${callable.name} has no argument ${name}`,
        `Write def ${callable.name}(${inputs.map((input) => input.name).join(", ")})`,
      );
    }
    const op = differentiable ? "prediction" : "target";
    const nodes = Array.from({ length: elementCount(shape) }, (_, i) => context.builder.leaf(op, firstColumn + i));
    // Beside several predictions one target is a class number, or a float as for quantiles.
    const isClass = !differentiable && shape.length === 0 && inputs.some((other) => other.shape.length > 0);
    const value = context.tensor(nodes, ["batch", ...shape], false, undefined, isClass ? "perhaps" : false);
    tensors[name] = { value, at: declaration.at };
  }
  return tensors;
}

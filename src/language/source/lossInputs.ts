import type { ProgramInput } from "../program";
import type { Context } from "./context";
import type { ParameterDeclaration } from "./interpreter";
import { type Argument, type ClassValue, elementCount, type FunctionValue } from "./values";

/** Tensors by argument name, in column order. */
export type InputShapes = Readonly<
  Record<string, { readonly differentiable: boolean; readonly shape: readonly number[] }>
>;

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
): InputShapes {
  const [first, second] = declared;
  if (
    first === undefined ||
    second === undefined ||
    first.keywordOnly ||
    second.keywordOnly ||
    second.defaultAt !== undefined ||
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
  const [prediction, target] = targetComesFirst(first.name, second.name) ? [second, first] : [first, second];
  return {
    [prediction.name]: { differentiable: true, shape: sizes.prediction },
    [target.name]: { differentiable: false, shape: sizes.target },
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
    tensors[name] = { value: context.tensor(nodes, ["batch", ...shape]), at: declaration.at };
  }
  return tensors;
}

/**
 * Names that identify which of two arguments is the target. Otherwise torch's order applies:
 * prediction first.
 */
function targetComesFirst(first: string, second: string): boolean {
  const isTarget = /^(y|t|y_?true|true|truth|gt|ground_?truth|(y_)?targets?|labels?|标签|目标|真实\S*)$/i;
  const isPrediction = /pred|hat|out|logit|score|prob|input|预测|^[pzx]$/i;
  return isTarget.test(first) && !isTarget.test(second) && isPrediction.test(second);
}

import { isNumberList, type ParameterValue } from "../language";
import type { CompileOptions } from "../language/passes/compile";
import type { LabelSet, LossDefinition, LossInput } from "./definition";

/** The sizes for which a source is compiled. */
export interface LossSizes {
  /** Number of classes, for a loss with one prediction per class. */
  classes: number;
  /** Number of coordinates of a vector. */
  features: number;
}

/** Two classes, as in the experiment; vectors in a plane. */
export const pageSizes: LossSizes = { classes: 2, features: 2 };

/**
 * The compiler's input for a definition and given sizes: plain data that can be sent to a worker. A
 * parameter with one number per class gets one for each class; the last default is repeated.
 */
export function compileOptions(
  definition: LossDefinition,
  parameters: Readonly<Record<string, ParameterValue>>,
  sizes: LossSizes = pageSizes,
  reduction?: CompileOptions["reduction"],
): CompileOptions {
  return {
    parameters: { ...classLists(definition, parameters, sizes.classes), ...parameters },
    ...tensorShapes(definition, sizes),
    ...(reduction !== undefined && { reduction }),
  };
}

function tensorShapes(definition: LossDefinition, sizes: LossSizes): Pick<CompileOptions, "inputs" | "sizes"> {
  const shapeOf = ({ per }: LossInput) => (per === "sample" ? [] : [per === "class" ? sizes.classes : sizes.features]);
  if (definition.inputs !== undefined) {
    const shapes = definition.inputs.map((input) => [
      input.name,
      { differentiable: input.differentiable, shape: shapeOf(input) },
    ]);
    return { inputs: Object.fromEntries(shapes) };
  }
  if (!takesClasses(definition)) return {};
  const perClass: readonly LabelSet[] = ["one-hot", "label-list", "distribution"];
  return {
    sizes: { prediction: [sizes.classes], target: perClass.includes(definition.labels) ? [sizes.classes] : [] },
  };
}

/** Whether the prediction has one number for each class. */
export function takesClasses({ prediction }: Pick<LossDefinition, "prediction">): boolean {
  return prediction === "class-logits" || prediction === "class-log-probabilities";
}

/** Lists with one number per class whose own default has another length. */
function classLists(
  { source, perClass }: LossDefinition,
  given: Readonly<Record<string, ParameterValue>>,
  classes: number,
): Record<string, ParameterValue> {
  if (perClass === undefined) return {};
  return Object.fromEntries(
    perClass.flatMap((name) => {
      const written = given[name] ?? tupleDefault(source, name);
      if (!isNumberList(written) || written.length === classes) return [];
      return [[name, Array.from({ length: classes }, (_, i) => written[i] ?? written.at(-1)!)]];
    }),
  );
}

/** Formats `name=(1.0, 1.0)` for a signature. */
function tupleDefault(source: string, name: string): readonly number[] | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*\\(([^()]*)\\)`).exec(source)?.[1];
  return found
    ?.split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
}

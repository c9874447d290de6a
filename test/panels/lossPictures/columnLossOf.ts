import { numericParameters, type ParameterValue, type ParameterValues } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import type { LossDefinition } from "../../../src/losses";
import { ColumnLoss } from "../../../src/losses/columnLoss";

/**
 * A loss of the catalogue over three classes or over vectors of two features, compiled from its own
 * source.
 */
export function columnLossOf(
  definition: LossDefinition,
  given: Readonly<Record<string, ParameterValue>> = {},
): { definition: LossDefinition; loss: ColumnLoss; parameters: ParameterValues } {
  const lengthOf = { sample: [], class: [3], feature: [2] } as const;
  const perClass = Object.fromEntries((definition.perClass ?? []).map((name) => [name, [1, 1, 1]]));
  const inputs = definition.inputs ?? [
    { name: "input", differentiable: true, per: "class" as const },
    {
      name: "target",
      differentiable: false,
      per: definition.labels === "class-index" ? ("sample" as const) : ("class" as const),
    },
  ];
  const program = compileLoss(definition.source, {
    parameters: { ...perClass, ...given },
    inputs: Object.fromEntries(
      inputs.map(({ name, differentiable, per }) => [name, { differentiable, shape: lengthOf[per] }]),
    ),
  });
  return {
    definition,
    loss: new ColumnLoss(program),
    parameters: numericParameters(program, { ...perClass, ...given }),
  };
}

import type { LossProgram, ParameterValue } from "../language";
import { type CompileOptions, compileLoss } from "../language/passes/compile";
import { compileOptions, type LossSizes, pageSizes } from "./compileOptions";
import type { LossDefinition } from "./definition";

/** Compiles a definition for the given sizes (`compileOptions`). Throws LossSourceError. */
export function compileDefinition(
  definition: LossDefinition,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  sizes: LossSizes = pageSizes,
  reduction?: CompileOptions["reduction"],
): LossProgram {
  return compileLoss(definition.source, compileOptions(definition, parameters, sizes, reduction));
}

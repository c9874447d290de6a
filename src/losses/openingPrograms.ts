import type { LossProgram } from "../language";
import { compileDefinition } from "./compileDefinition";
import { logitGraphs } from "./logitGraphs";
import type { LogitGraphs } from "./lossOnLogits";
import { openingLosses } from "./openingLosses";

/**
 * The opening losses with default parameters, compiled by the build (scripts/readPrograms.ts
 * replaces this module by its result), so that the first curve needs no compiler and no derivative.
 */
export const openingPrograms: Readonly<Record<string, { program: LossProgram; graphs: LogitGraphs }>> =
  Object.fromEntries(
    openingLosses.map((definition) => {
      const program = compileDefinition(definition);
      return [definition.id, { program, graphs: logitGraphs(definition, program) }];
    }),
  );

import type { LossProgram } from "../language";
import { compileDefinition } from "./compileDefinition";
import { openingLosses } from "./openingLosses";

/**
 * The opening losses with default parameters, compiled by the build (scripts/readPrograms.ts
 * replaces this module by its result), so that the first curve needs no compiler.
 */
export const openingPrograms: Readonly<Record<string, LossProgram>> = Object.fromEntries(
  openingLosses.map((definition) => [definition.id, compileDefinition(definition)]),
);

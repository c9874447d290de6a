import type { LossProgram } from "../language";
import { compileDefinition } from "./compileDefinition";
import { openingLosses } from "./openingLosses";

/**
 * The opening losses at their defaults, read by the build (scripts/readPrograms.ts puts what this comes to in this module's place): the first curve waits for
 * no compiler.
 */
export const openingPrograms: Readonly<Record<string, LossProgram>> = Object.fromEntries(
  openingLosses.map((definition) => [definition.id, compileDefinition(definition)]),
);

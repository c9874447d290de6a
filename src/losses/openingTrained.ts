import type { LossProgram } from "../language";
import { openingLosses } from "./openingLosses";
import { compileTrainedLoss } from "./trainedLoss";

/**
 * The opening losses as networks are trained on them, with default parameters, by id. Compiled by
 * the build (scripts/readPrograms.ts replaces this module by its result), so that the first
 * boundary needs neither the compiler nor the catalogue.
 */
export const openingTrained: Readonly<Record<string, LossProgram>> = Object.fromEntries(
  openingLosses.map((definition) => [definition.id, compileTrainedLoss(definition, {}).program]),
);

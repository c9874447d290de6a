import { bceWithLogits } from "./binary/bceWithLogits";
import type { LossDefinition } from "./definition";
import { focal } from "./imbalanced/focal";

/**
 * The losses a page needs before the catalogue is loaded: the one it opens with, and the cross
 * entropy that every loss is compared with.
 */
export const openingLosses = [focal, bceWithLogits] as const satisfies readonly LossDefinition[];

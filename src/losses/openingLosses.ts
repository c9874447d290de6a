import { bceWithLogits } from "./binary/bceWithLogits";
import type { LossDefinition } from "./definition";
import { focal } from "./imbalanced/focal";

/** What a page shows before it has the catalogue: the loss it begins with, and the cross entropy that every loss is compared with. */
export const openingLosses = [focal, bceWithLogits] as const satisfies readonly LossDefinition[];

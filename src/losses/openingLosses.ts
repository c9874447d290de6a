import { bceWithLogits } from "./binary/bceWithLogits";
import type { CatalogueLoss } from "./catalogue";
import { focal } from "./imbalanced/focal";

/** What a page shows before it has the catalogue: the loss it begins with, and the cross entropy that every loss is compared with. */
export const openingLosses: readonly CatalogueLoss[] = [focal, bceWithLogits];

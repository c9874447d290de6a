import { bceWithLogits } from "./binary/bceWithLogits";
import { focal } from "./imbalanced/focal";
import type { CatalogueLoss } from "./index";

/** What a page shows before it has the catalogue: the loss it begins with, and the cross entropy that every loss is compared with. */
export const openingLosses: readonly CatalogueLoss[] = [focal, bceWithLogits];

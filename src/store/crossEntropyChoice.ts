import type { LossChoice } from "../experiment/experiment";

/** The loss that every other is compared with. */
export const crossEntropyChoice: LossChoice = { id: "bce-logits", parameters: {} };

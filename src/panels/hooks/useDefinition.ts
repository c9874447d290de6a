import type { CatalogueLoss } from "../../losses";
import { findLoss } from "../../losses/findLoss";
import { useApp } from "./useApp";

/** What the file of the chosen loss says, at once: its source may still be being read. */
export function useDefinition(): CatalogueLoss {
  return useApp(({ losses, experiment }) => findLoss(losses, experiment.loss.id));
}

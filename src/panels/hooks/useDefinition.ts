import type { CatalogueLoss } from "../../losses";
import { findLoss } from "../../losses/findLoss";
import { useApp } from "./useApp";

/** The definition of the chosen loss, available at once; its source may still be compiling. */
export function useDefinition(): CatalogueLoss {
  return useApp(({ losses, experiment }) => findLoss(losses, experiment.loss.id));
}

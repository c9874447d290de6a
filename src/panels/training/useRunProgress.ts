import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";

/** How far the shown run is; at step 0 before there is one. */
export function useRunProgress(): { step: number; totalSteps: number; epoch: number; epochs: number } {
  const shown = useShownResults("figures", (results) => results.shown);
  const planned = useApp(({ experiment }) => experiment.epochs);
  const { step, totalSteps, epoch } = shown?.snapshot ?? { step: 0, totalSteps: 0, epoch: 0 };
  return { step, totalSteps, epoch, epochs: shown?.experiment.epochs ?? planned };
}

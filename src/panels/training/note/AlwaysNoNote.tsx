import { type ReactElement, useMemo, useRef } from "react";
import { useWhenIdle } from "../../../scheduling/useWhenIdle";
import type { ShownRun } from "../../../store/run";
import { whyAlwaysNo } from "../../../training/alwaysNo";
import { AlwaysNo } from "../../alwaysNo/AlwaysNo";
import { useModelLayout } from "../../experiment/useModelLayout";
import { type LossView, useTrainedLossView } from "../../hooks/useLossView";
import styles from "./PlaneNote.module.css";

/** For a trained network that calls no sample positive: why, and what may help. */
export function AlwaysNoNote({ shown }: { shown: ShownRun }): ReactElement {
  const view = useTrainedLossView();
  const layout = useModelLayout();
  // The plane and the figures are drawn first.
  const idle = useWhenIdle(useMemo(() => ({ shown, view, layout }), [shown, view, layout]));
  const reason = useMemo(() => {
    const { epochs, snapshot, experiment, samples } = idle.shown;
    const fits = idle.layout.parameterCount === snapshot.parameters.length;
    if (idle.view === null || !fits || epochs === "coming" || !isOf(idle.view, idle.shown)) return null;
    const { loss, parameters } = idle.view;
    return whyAlwaysNo({
      experiment,
      layout: idle.layout,
      parameters: snapshot.parameters,
      samples,
      slopes: (logits, labels) => loss.slopes(logits, labels, parameters),
      losses: epochs.map(({ train }) => train.loss),
    });
  }, [idle]);
  // While γ is dragged, the reason stands until the next one is known.
  const known = useRef(reason);
  if (reason !== null) known.current = reason;
  return (
    <div role="status" className={styles.note}>
      <AlwaysNo reason={known.current} experiment={shown.experiment} />
    </div>
  );
}

/** Whether the compiled loss is the run's. */
function isOf({ definition }: LossView, { experiment }: ShownRun): boolean {
  return definition.id === experiment.loss.id;
}

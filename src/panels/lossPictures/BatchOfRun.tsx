import { type ReactElement, useMemo } from "react";
import type { LossDefinition } from "../../losses";
import { shownSamples } from "../../store/state";
import { useApp } from "../hooks/useApp";
import { useLossView } from "../hooks/useLossView";
import { useShownResults } from "../hooks/useShownResults";
import { BatchView } from "./BatchView";
import styles from "./View.module.css";

const noLogits = new Float32Array(0);
const noLabels = new Uint8Array(0);

/** A loss over a whole batch, shown on samples of the run or on an example to edit. */
export function BatchOfRun({ definition }: { definition: LossDefinition }): ReactElement {
  const view = useLossView();
  const logits = useShownResults("curves", (results) => results.snapshot?.trainLogits) ?? noLogits;
  const labels = useApp(shownSamples).labels;
  const samples = useMemo(
    () => ({ logits, labels: logits.length === 0 ? noLabels : labels.subarray(0, logits.length) }),
    [logits, labels],
  );
  if (view === null || view.definition.id !== definition.id) return <div className={styles.waiting} aria-busy="true" />;
  return (
    <BatchView definition={definition} program={view.read.program} parameters={view.parameters} samples={samples} />
  );
}

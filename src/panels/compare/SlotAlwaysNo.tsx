import { type ReactElement, useEffect, useMemo, useState } from "react";
import { comparedExperiment } from "../../experiment/comparison";
import { modelLayout } from "../../experiment/modelLayout";
import { numericParameters } from "../../language";
import type { NetworkLoss } from "../../store/state";
import { whyAlwaysNo } from "../../training/alwaysNo";
import { AlwaysNo } from "../alwaysNo/AlwaysNo";
import { useActions } from "../hooks/useApp";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import styles from "./SlotColumn.module.css";
import { useComparedData } from "./useComparisonModel";

interface SlotAlwaysNoProps {
  model: ComparisonModel;
  slot: SlotModel;
}

/** For a slot whose network calls no sample positive: why, and what may help, for all slots. */
export function SlotAlwaysNo({ model, slot }: SlotAlwaysNoProps): ReactElement {
  const { readLoss } = useActions();
  const { loss } = slot.slot;
  const [read, setRead] = useState<NetworkLoss | null>(null);
  useEffect(() => {
    let wanted = true;
    readLoss(loss).then(
      (compiled) => wanted && setRead(compiled),
      () => undefined, // said without a reason
    );
    return () => {
      wanted = false;
    };
  }, [readLoss, loss]);
  const { shown: samples } = useComparedData(model);
  const experiment = useMemo(() => comparedExperiment({ base: model.base }, loss, 0), [model.base, loss]);
  const { fit, parameters, history } = slot;
  const reason = useMemo(() => {
    if (read === null || parameters === null || !fit.trains) return null;
    const values = numericParameters(read.program, loss.parameters);
    return whyAlwaysNo({
      experiment,
      layout: modelLayout(2, experiment.model, fit.outputs),
      parameters,
      samples,
      slopes: (logits, labels) => read.onLogits.slopes(logits, labels, values),
      losses: history.map(({ metrics }) => metrics.loss),
    });
  }, [read, parameters, fit, loss, experiment, samples, history]);
  return (
    <div role="status" className={styles.note}>
      <AlwaysNo reason={reason} experiment={experiment} />
    </div>
  );
}

import type { ReactElement } from "react";
import { Rich, useTranslate } from "../../../i18n";
import { fitsInstantRetrain } from "../../../store/instantRetrain";
import { plainSymbol } from "../../format/plainSymbol";
import { useApp } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import styles from "./PlaneNote.module.css";

/** Below this share of positives among the samples they are called few. */
const FEW = 0.2;

/** What is seen and what to drag, until the first change. */
export function Guide(): ReactElement {
  const t = useTranslate();
  const rare = useApp(
    ({ experiment: { dataset } }) => dataset.positives < FEW * (dataset.positives + dataset.negatives),
  );
  const retrains = useApp(
    ({ instantRetrain, experiment }) =>
      instantRetrain.on && fitsInstantRetrain(instantRetrain, experiment, performance.now()),
  );
  const [slider] = Object.values(useDefinition().sliders);
  const seen = t(rare ? "guide.rare" : "guide.seen");
  return (
    <p className={`${styles.note} ${styles.guide}`}>
      {slider === undefined ? (
        t("guide.choose", { seen })
      ) : (
        <Rich
          id={retrains ? "guide.drag" : "guide.dragAndTrain"}
          values={{ seen, symbol: <i className={`math ${styles.symbol}`}>{plainSymbol(slider.symbol)}</i> }}
        />
      )}
    </p>
  );
}

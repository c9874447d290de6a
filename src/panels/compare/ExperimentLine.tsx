import type { ReactElement } from "react";
import type { Experiment } from "../../experiment/experiment";
import { useFormat, useTranslate } from "../../i18n";
import { valueText } from "../sweep/parameterWords";
import styles from "./CompareView.module.css";
import type { ComparisonModel } from "./comparisonModel";
import { sentenceGap } from "./slotWords";

/**
 * Describes the shared experiment (the Explore view's, without its loss), and whether the networks
 * differ in their number of outputs.
 */
export function ExperimentLine({ model }: { model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const base: Experiment = model.state.base ?? model.base;
  const { dataset, model: network, optimizer, regularisation, batchSize, epochs, seeds } = base;
  const seed = format.integer(seeds.weights);
  const trainable = model.slots.filter(({ fit }) => fit.trains);
  const withOutputs = (outputs: number) =>
    trainable.filter(({ fit }) => fit.trains && fit.outputs === outputs).map(({ letter }) => letter);
  const [one, two] = [withOutputs(1), withOutputs(2)];
  return (
    <p className={styles.lead}>
      <span>
        {t("compare.lead", {
          positives: format.integer(dataset.positives),
          negatives: format.integer(dataset.negatives),
          network: `${[2, ...network.hidden].join("–")}–${one.length > 0 || two.length === 0 ? 1 : 2} ${t(`activation.${network.activation}`)}`,
          optimizer: optimizer.name,
          rate: valueText(optimizer.learningRate, format),
          l1: valueText(regularisation.l1, format),
          l2: valueText(regularisation.l2, format),
          batch: format.integer(batchSize),
          epochs: format.integer(epochs),
        }) + sentenceGap(format)}
      </span>
      <span>
        {one.length > 0 && two.length > 0
          ? t("compare.outputs", { one: one.join(", "), two: two.join(", "), seed })
          : t("compare.locked", { seed })}
      </span>
    </p>
  );
}

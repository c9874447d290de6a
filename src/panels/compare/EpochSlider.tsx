import type { ReactElement } from "react";
import { SliderTrack } from "../../controls/SliderTrack";
import { useFormat, useTranslate } from "../../i18n";
import styles from "./ComparisonRunBar.module.css";
import type { ComparisonModel } from "./comparisonModel";
import { useCompareActions } from "./useCompare";

/** Selects the epoch on screen, from 0 to the last trained one. */
export function EpochSlider({ model }: { model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { showEpoch } = useCompareActions();
  const { epoch, lastEpoch, base } = model;
  const text = t("run.epoch", { epoch: format.integer(epoch), epochs: format.integer(base.epochs) });
  return (
    <div className={styles.epoch}>
      <b className="tabular">{text}</b>
      <div className={styles.slider}>
        <SliderTrack
          label={t("compare.epoch")}
          valueText={text}
          min={0}
          max={base.epochs}
          step={1}
          whole
          value={epoch}
          disabled={lastEpoch === 0}
          onChange={(next) => showEpoch(next >= lastEpoch ? null : next)}
        />
      </div>
    </div>
  );
}

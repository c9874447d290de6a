import type { ReactElement } from "react";
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
    <label className={styles.epoch}>
      <b className="tabular">{text}</b>
      <input
        type="range"
        className={styles.slider}
        aria-label={t("compare.epoch")}
        aria-valuetext={text}
        min={0}
        max={base.epochs}
        step={1}
        value={epoch}
        disabled={lastEpoch === 0}
        onChange={(event) => {
          const next = Number(event.currentTarget.value);
          showEpoch(next >= lastEpoch ? null : next);
        }}
      />
    </label>
  );
}

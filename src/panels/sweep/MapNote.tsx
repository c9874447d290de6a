import type { CSSProperties, ReactElement } from "react";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { isRunning } from "../../store/fleetRun";
import { useValidationSizes } from "../hooks/useValidationSizes";
import { largestBlock } from "./mapValues";
import { parameterWords } from "./parameterWords";
import styles from "./SweepView.module.css";
import { sweepsShares } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/**
 * Smallest share of the map's columns and rows in which a note is readable without covering
 * anything important.
 */
const MIN_SHARE = { columns: 0.36, rows: 0.17 };

/**
 * On the empty map, what a run will show; on the full map, why a large region has no boundaries.
 */
export function MapNote({ model }: { model: SweepMapModel }): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const { run, sweep, definition, metric, values } = model;
  const { positives, negatives } = useValidationSizes(sweep.base);
  if (run === null) {
    const x = parameterWords(t, sweep.x.parameter, definition);
    const y = parameterWords(t, sweep.y.parameter, definition);
    return (
      <div className={styles.promise}>
        <p>
          <Rich
            id="sweep.promise"
            values={{
              networks: format.integer(values.columns * values.rows * sweep.seeds),
              x: x.shownShort,
              y: y.shownShort,
              metric: t(`metric.${metric}`),
              seeds: sweep.seeds,
            }}
          />
        </p>
      </div>
    );
  }
  if (isRunning(run.phase)) return null;
  const block = largestBlock(values, "always-no", {
    columns: Math.ceil(MIN_SHARE.columns * values.columns),
    rows: Math.ceil(MIN_SHARE.rows * values.rows),
  });
  if (block === null) return null;
  const share = (cells: number, of: number) => `${(100 * cells) / of}%`;
  const place: CSSProperties = {
    left: share(block.from.column, values.columns),
    width: share(block.to.column - block.from.column + 1, values.columns),
    top: share(values.rows - 1 - block.to.row, values.rows),
    height: share(block.to.row - block.from.row + 1, values.rows),
  };
  return (
    <div className={styles.region} style={place}>
      <div className={styles.regionText}>
        <b>{t("sweep.alwaysNoHere")}</b>
        {!sweepsShares(sweep) && (
          <p>{t("sweep.alwaysNoAccuracy", { share: format.percent(negatives / (positives + negatives), 1) })}</p>
        )}
      </div>
    </div>
  );
}

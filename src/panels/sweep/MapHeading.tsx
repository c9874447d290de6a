import type { ReactElement } from "react";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { parameterWords } from "./parameterWords";
import styles from "./SweepView.module.css";
import { isWhole, sweepsData, sweepsShares } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/** The map's title. */
export function MapHeading({ model }: { model: SweepMapModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { sweep, definition, metric, layers } = model;
  const x = parameterWords(t, sweep.x.parameter, definition);
  const y = parameterWords(t, sweep.y.parameter, definition);
  const networks = sweep.x.count * sweep.y.count * sweep.seeds;
  return (
    <header className={styles.heading}>
      <h2>
        <Rich
          id="sweep.heading"
          values={{ networks: format.integer(networks), x: x.shownShort, y: y.shownShort, seeds: sweep.seeds }}
        />
      </h2>
      <p className={styles.lead}>
        {t("sweep.lead", {
          metric: t(`metric.${metric}`),
          epochs: sweep.base.epochs,
          seeds: sweep.seeds,
          trained: isWhole(model) ? "all" : "some",
          pictures: layers.includes("pictures") ? "shown" : "hidden",
          data: sweepsShares(sweep) ? "shares" : sweepsData(sweep) ? "vary" : "same",
        })}
      </p>
    </header>
  );
}

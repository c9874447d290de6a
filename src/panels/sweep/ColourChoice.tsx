import type { ReactElement } from "react";
import { InlineChoice } from "../../controls";
import { Rich, useTranslate } from "../../i18n";
import type { ModelFigure } from "../../worker/fleetProtocol";
import { figureKeys, figures } from "./figureWords";
import styles from "./SweepView.module.css";
import type { MapSight } from "./useMapSight";
import { useSweepActions } from "./useSweep";

/** Which figure the map's colours show. */
export function ColourChoice({ sight }: { sight: MapSight }): ReactElement {
  const t = useTranslate();
  const { setMetric } = useSweepActions();
  return (
    <p className={styles.colour}>
      <Rich
        id="sweep.colourShows"
        values={{
          figure: (
            <InlineChoice<ModelFigure>
              label={t("sweep.figureName")}
              choices={figures.map((value) => ({ value, label: t(figureKeys[value]) }))}
              value={sight.figure}
              onChange={setMetric}
            />
          ),
        }}
      />
    </p>
  );
}

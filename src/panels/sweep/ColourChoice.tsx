import type { ReactElement } from "react";
import { InlineChoice } from "../../controls";
import { Rich, useTranslate } from "../../i18n";
import type { ModelFigure } from "../../training/trainedModel";
import { figureKeys, figures } from "./figureWords";
import styles from "./SweepView.module.css";
import { useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** Which figure the map's colours show. */
export function ColourChoice({ sight }: { sight: SweepMapModel }): ReactElement {
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

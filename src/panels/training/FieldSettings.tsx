import type { ReactElement } from "react";
import { SelectButton } from "../../controls";
import { useTranslate } from "../../i18n";
import type { ColourBy, DotArea } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./FieldSettings.module.css";

/** What the dots show: colour by label or by the network's answer, area equal or by pull. */
export function FieldSettings(): ReactElement {
  const t = useTranslate();
  const colourBy = useApp((state) => state.colourBy);
  const dotArea = useApp((state) => state.dotArea);
  const { setColourBy, setDotArea } = useActions();
  return (
    <div className={styles.settings}>
      <span className={styles.setting}>
        <span aria-hidden="true">{t("field.colour")}</span>
        <SelectButton<ColourBy>
          look="text"
          label={t("field.colourName")}
          choices={[
            { value: "true", label: t("field.colourTrue") },
            { value: "predicted", label: t("field.colourPredicted") },
          ]}
          value={colourBy}
          onChange={setColourBy}
        />
      </span>
      <span className={styles.setting}>
        <span aria-hidden="true">{t("field.area")}</span>
        <SelectButton<DotArea>
          look="text"
          label={t("field.areaName")}
          choices={[
            { value: "pull", label: t("field.areaPull") },
            { value: "equal", label: t("field.areaEqual") },
          ]}
          value={dotArea}
          onChange={setDotArea}
        />
      </span>
    </div>
  );
}

import type { ReactElement } from "react";
import { InlineNumber } from "../../controls";
import { tutorialExperiment } from "../../experiment/defaults";
import { limits } from "../../experiment/limits";
import { useTranslate } from "../../i18n";
import { useApp } from "../hooks/useApp";
import { Setting, Settings } from "./Settings";
import { useFieldControl, withField } from "./useSetField";

/** Radii of the two rings. */
export function RingsSettings(): ReactElement {
  const t = useTranslate();
  const dataset = useApp((state) => state.experiment.dataset);
  const moves = useFieldControl();
  const standard = tutorialExperiment.dataset;
  return (
    <Settings note={t("rings.note")}>
      {(["positiveRadius", "negativeRadius"] as const).map((field) => (
        <Setting key={field} name={t(`rings.${field}`)}>
          <InlineNumber
            label={t(`rings.${field}`)}
            value={dataset[field]}
            defaultValue={standard[field]}
            step={0.1}
            {...limits.radius}
            {...moves((value: number) => withField("dataset", { [field]: value }))}
          />
        </Setting>
      ))}
    </Settings>
  );
}

import type { ReactElement } from "react";
import { PopoverButton, SegmentedToggle } from "../../controls";
import { Caret } from "../../controls/Caret";
import { useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import type { ColourBy } from "../../store/state";
import { useActions, useApp } from "../hooks/useApp";
import styles from "./FieldSettings.module.css";

const DotOptions = lazyPart(() => withLaterTexts(import("./DotOptions")), "DotOptions");

/** What the dots show: labels, the network's answers or both, of which samples, and their area. */
export function FieldSettings(): ReactElement {
  const t = useTranslate();
  const colourBy = useApp((state) => state.colourBy);
  const sampleSet = useApp((state) => state.sampleSet);
  const { setColourBy } = useActions();
  return (
    <div className={styles.settings}>
      <SegmentedToggle<ColourBy>
        look="text"
        label={t("field.colourName")}
        choices={[
          { value: "true", label: "y_true" },
          { value: "predicted", label: "y_pred" },
          { value: "both", label: t("field.colourBoth") },
        ]}
        value={colourBy}
        onChange={setColourBy}
      />
      <PopoverButton
        look="text"
        label={t("field.dots")}
        onApproach={DotOptions.prefetch}
        trigger={
          <span className={styles.trigger}>
            <span>{t(`field.${sampleSet}`)}</span>
            <Caret />
          </span>
        }
      >
        <DotOptions />
      </PopoverButton>
    </div>
  );
}

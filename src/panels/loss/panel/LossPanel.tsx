import type { ReactElement } from "react";
import { useTranslate } from "../../../i18n";
import { lazyPart } from "../../../scheduling/lazyPart";
import { useDefinition } from "../../hooks/useDefinition";
import { Column } from "../../parts/Panel";
import { withKatex } from "../../parts/Tex";
import { LossCardButton } from "../card/LossCardButton";
import { LossCaption, LossChoice, UnfitReason } from "./LossHead";
import styles from "./LossPanel.module.css";
import { LossChoices, LossSliders } from "./LossSliders";
import { SourceView } from "./SourceView";

const FormulaView = lazyPart(() => withKatex(import("./FormulaView")), "FormulaView");

/**
 * The loss picker with the parameters directly below, then the formula with the probe's numbers and
 * the source. `instrument`: whether picker and numbers are here, and not in a place of their own.
 */
export function LossPanel({ instrument = true }: { instrument?: boolean }): ReactElement {
  const t = useTranslate();
  const definition = useDefinition();
  return (
    <Column heading={t("loss.heading")} aside={instrument ? <LossCardButton /> : undefined}>
      {instrument && (
        <>
          <LossChoice />
          <LossSliders />
        </>
      )}
      <LossChoices />
      <div className={styles.about}>
        <div className={styles.line}>
          <LossCaption />
          {!instrument && <LossCardButton />}
        </div>
        <UnfitReason />
        {definition.module === undefined && (
          <div className={styles.formula}>
            <FormulaView />
          </div>
        )}
      </div>
      <SourceView />
    </Column>
  );
}

import { type ReactElement, useState } from "react";
import { LossPicker } from "../../../controls";
import { useTranslate } from "../../../i18n";
import type { LossDefinition } from "../../../losses";
import { networkFit } from "../../../losses/networkFit";
import { savesData } from "../../../scheduling/lateModule";
import { lazyPart } from "../../../scheduling/lazyPart";
import { useLoadFailure } from "../../../scheduling/loadFailure";
import { useActions } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import { Column } from "../../parts/Panel";
import { withKatex } from "../../parts/Tex";
import { LossCardButton } from "../card/LossCardButton";
import styles from "./LossPanel.module.css";
import { LossSliders } from "./LossSliders";
import { SourceView } from "./SourceView";
import { useLossGroups } from "./useLossGroups";

const FormulaView = lazyPart(() => withKatex(import("./FormulaView")), "FormulaView");

/** The loss picker, the formula with the probe's numbers, the parameters and the source. */
export function LossPanel(): ReactElement {
  const t = useTranslate();
  const { selectLoss, loadLosses } = useActions();
  const { report } = useLoadFailure();
  const [opened, setOpened] = useState(false);
  const groups = useLossGroups(opened);
  const definition = useDefinition();
  const open = () => {
    setOpened(true);
    loadLosses().catch(report);
  };
  const approach = () => {
    if (!savesData()) loadLosses().catch(() => undefined);
  };
  const fit = networkFit(definition);
  return (
    <Column heading={t("loss.heading")} aside={<LossCardButton />}>
      <div className={styles.head}>
        <LossPicker groups={groups} value={definition.id} onChange={selectLoss} onOpen={open} onApproach={approach} />
        <p className={styles.caption}>{t(`task.${definition.task}`) + sourceOf(definition)}</p>
        {!fit.trains && <p className={styles.unfit}>{t(`fit.${fit.reason}`)}</p>}
      </div>
      {definition.module === undefined && (
        <div className={styles.formula}>
          <FormulaView />
        </div>
      )}
      <LossSliders />
      <SourceView />
    </Column>
  );
}

/** The loss's name in torch, or its author. */
function sourceOf({ torch, cite }: LossDefinition): string {
  const source = torch ?? cite?.text.split(",")[0];
  return source === undefined ? "" : ` · ${source}`;
}

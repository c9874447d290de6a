import { lazy, type ReactElement, Suspense, useState } from "react";
import { LossPicker } from "../../controls";
import { useTranslate } from "../../i18n";
import { type LossDefinition, lossById } from "../../losses";
import { networkFit } from "../../losses/fit";
import { LossCardButton } from "../lossCard/LossCardButton";
import { Column } from "../shared/Panel";
import { useActions, useApp } from "../shared/useApp";
import styles from "./LossPanel.module.css";
import { LossSliders } from "./LossSliders";
import { SourceView } from "./SourceView";
import { useLossGroups } from "./useLossGroups";

/** With KaTeX, after the first paint. */
const FormulaView = lazy(async () => ({ default: (await import("./FormulaView")).FormulaView }));

/** The loss: which one, its formula with the probe's numbers, its parameters, its source. */
export function LossPanel(): ReactElement {
  const t = useTranslate();
  const id = useApp((state) => state.experiment.loss.id);
  const { selectLoss } = useActions();
  const [opened, setOpened] = useState(false);
  const groups = useLossGroups(opened);
  const definition: LossDefinition = lossById(id);
  const fit = networkFit(definition);
  return (
    <Column heading={t("loss.heading")} aside={<LossCardButton />}>
      <div className={styles.head}>
        <LossPicker groups={groups} value={id} onChange={selectLoss} onOpen={() => setOpened(true)} />
        <p className={styles.caption}>
          {t(`task.${definition.task}`)}
          {sourceOf(definition)}
        </p>
        {!fit.trains && <p className={styles.unfit}>{t(`fit.${fit.reason}`)}</p>}
      </div>
      {definition.module === undefined && (
        <div className={styles.formula}>
          <Suspense>
            <FormulaView />
          </Suspense>
        </div>
      )}
      <LossSliders />
      <SourceView />
    </Column>
  );
}

/** What torch calls it, or who wrote it. */
function sourceOf({ torch, cite }: LossDefinition): string {
  const source = torch ?? cite?.text.split(",")[0];
  return source === undefined ? "" : ` · ${source}`;
}

import { lazy, type ReactElement, Suspense } from "react";
import { LossPicker } from "../../controls";
import { type MessageKey, useTranslate } from "../../i18n";
import { type LossDefinition, type LossId, type LossTask, losses } from "../../losses";
import { Column } from "../shared/Panel";
import { useActions, useApp } from "../shared/useApp";
import styles from "./LossPanel.module.css";
import { LossSliders } from "./LossSliders";
import { SourceView } from "./SourceView";

/** With KaTeX, after the first paint. */
const FormulaView = lazy(async () => ({ default: (await import("./FormulaView")).FormulaView }));

const tasks: readonly LossTask[] = ["imbalanced", "binary", "margin", "regression"];

/** The loss: which one, its formula with the probe's numbers, its parameters, its source. */
export function LossPanel(): ReactElement {
  const t = useTranslate();
  const id = useApp((state) => state.experiment.loss.id);
  const definition = losses.find((loss) => loss.id === id);
  const { selectLoss } = useActions();
  const groups = tasks.map((task) => ({
    label: t(`task.${task}`),
    losses: losses.filter((loss) => loss.task === task).map((loss) => option(loss, t)),
  }));
  return (
    <Column heading={t("loss.heading")}>
      <div className={styles.head}>
        <LossPicker groups={groups} value={id} onChange={selectLoss} />
        {definition !== undefined && <p className={styles.caption}>{caption(definition, t)}</p>}
      </div>
      <div className={styles.formula}>
        <Suspense>
          <FormulaView />
        </Suspense>
      </div>
      <LossSliders />
      <SourceView />
    </Column>
  );
}

type Translate = (key: MessageKey) => string;

function option(loss: LossDefinition & { id: LossId }, t: Translate) {
  return {
    id: loss.id,
    name: t(`loss.name.${loss.id}`),
    detail: t(`loss.detail.${loss.id}`),
    keywords: [loss.torch ?? "", loss.golden, ...(loss.aliases ?? [])],
  };
}

/** What it is for · what torch calls it, or who wrote it. */
function caption({ task, torch, cite }: LossDefinition, t: Translate): string {
  const source = torch ?? cite?.text.split(",")[0];
  return source === undefined ? t(`task.${task}`) : `${t(`task.${task}`)} · ${source}`;
}

import type { ReactElement } from "react";
import type { Evaluation } from "../../experiment/snapshot";
import { useFormat, useTranslate } from "../../i18n";
import { useFigures } from "../hooks/useFigures";
import styles from "./EvaluationTable.module.css";

const ratios = ["accuracy", "precision", "recall", "f1", "auc"] as const;
const counts = ["truePositives", "falsePositives", "trueNegatives", "falseNegatives"] as const;

/** Training against validation: the objective term by term, ratios, and confusion counts. */
export function EvaluationTable(): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const current = useFigures((figures) => figures.snapshot?.current);
  if (current === undefined) return null;
  const { train, validation, penalties } = current;
  const small = (value: number) => format.fixed(value, 4);
  const row = (name: string, read: (set: Evaluation) => string) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{read(train)}</td>
      <td>{read(validation)}</td>
    </tr>
  );
  const sum = penalties.l1 + penalties.l2;
  return (
    <table className={`tabular ${styles.table}`}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("metric.training")}</th>
          <th scope="col">{t("metric.validation")}</th>
        </tr>
      </thead>
      <tbody>
        {row(t("metric.dataTerm"), (set) => small(set.loss))}
        {row("L1", () => small(penalties.l1))}
        {row("L2", () => small(penalties.l2))}
        {row(t("metric.objective"), (set) => small(set.loss + sum))}
        {ratios.map((name) => row(t(`metric.${name}`), (set) => small(set[name])))}
        {counts.map((name) => row(t(`metric.${name}`), (set) => format.integer(set.confusion[name])))}
      </tbody>
    </table>
  );
}

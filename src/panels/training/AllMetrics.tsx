import type { ReactElement } from "react";
import { Disclosure } from "../../controls/Disclosure";
import { useFormat, useTranslate } from "../../i18n";
import type { SetMetrics } from "../../metrics/measure";
import { comparableMetrics } from "../../metrics/metrics";
import { useShownResults } from "../hooks/useShownResults";
import styles from "../parts/MetricTable.module.css";
import { EpochTable } from "./EpochTable";

const counts = ["truePositives", "falsePositives", "trueNegatives", "falseNegatives"] as const;

/**
 * All metrics on the training and the validation set: the objective term by term, every other
 * metric, and the confusion counts; and each epoch as the tutorial prints it.
 */
export function AllMetrics(): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const current = useShownResults("figures", (results) => results.snapshot?.current);
  if (current === undefined) return null;
  const { train, validation, penalties } = current;
  const small = (value: number) => format.fixed(value, 4);
  const row = (name: string, read: (set: SetMetrics) => string) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{read(train)}</td>
      <td>{read(validation)}</td>
    </tr>
  );
  const sum = penalties.l1 + penalties.l2;
  const table = (
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
        {comparableMetrics.map((name) => row(t(`metric.${name}`), (set) => small(set[name])))}
        {counts.map((name) => row(t(`metric.${name}`), (set) => format.integer(set.confusion[name])))}
      </tbody>
    </table>
  );
  return (
    <>
      {table}
      <Disclosure summary={t("epochs.heading")}>
        <EpochTable />
      </Disclosure>
    </>
  );
}

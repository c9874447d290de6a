import type { ReactElement, ReactNode } from "react";
import { useFormat, useTranslate } from "../../i18n";
import styles from "./View.module.css";
import { logSoftmax } from "./workedSoftmax";

export interface WorkedStepsProps {
  caption?: ReactNode;
  logits: readonly number[];
  trueClasses: ReadonlySet<number>;
  /** Whether exactly one class is true, so that negative log-likelihood selects its number. */
  picks: boolean;
  /**
   * Direction in which gradient descent moves each logit; without it, the table has no such row.
   */
  descent?: readonly number[] | undefined;
}

/** The computation from logits to −ln p of the true class, one step per row. */
export function WorkedSteps({ caption, logits, trueClasses, picks, descent }: WorkedStepsProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const logs = logSoftmax(logits);
  const four = (value: number) => format.fixed(value, 4);
  const steps = [
    { id: "logits", name: t("view.simplex.step.logits"), cells: logits.map((logit) => format.fixed(logit, 2)) },
    { id: "softmax", name: <code translate="no">softmax</code>, cells: logs.map((log) => four(Math.exp(log))) },
    { id: "logs", name: <code translate="no">log_softmax</code>, cells: logs.map(four) },
    ...(picks
      ? [
          {
            id: "picked",
            name: <code translate="no">nll_loss</code>,
            cells: logs.map((log, k) => (trueClasses.has(k) ? four(-log) : "")),
          },
        ]
      : []),
    ...(descent ? [{ id: "descent", name: t("view.simplex.step.push"), cells: descent.map(four) }] : []),
  ];
  return (
    <table className={styles.table}>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">{t("view.simplex.step")}</th>
          {logits.map((_, k) => (
            <th key={k} scope="col" data-picked={trueClasses.has(k) || undefined}>
              {t("view.simplex.class", { class: k })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map(({ id, name, cells }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {cells.map((cell, k) => (
              <td key={k} data-picked={(trueClasses.has(k) && (id === "logs" || id === "picked")) || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

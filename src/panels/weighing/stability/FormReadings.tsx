import type { ReactElement } from "react";
import { useFormat, useTranslate } from "../../../i18n";
import type { FormCurve } from "./formCurves";
import styles from "./StabilityCard.module.css";

/** Value and gradient of every form at the cursor; what is no number, or 0 where the exact gradient is not, stands out. */
export function FormReadings(props: { curves: readonly FormCurve[]; index: number; logit: number }): ReactElement {
  const { curves, index, logit } = props;
  const t = useTranslate();
  const format = useFormat();
  const exact = curves.find(({ form, precision }) => form === "logit" && precision === "float64");
  const write = (value: number) => (Number.isNaN(value) ? "NaN" : format.significant(value, 5));
  return (
    <table className={styles.readings}>
      <thead>
        <tr>
          <th scope="col">{t("stability.cursorValue", { logit: format.decimal(logit, 1) })}</th>
          <th scope="col">{t("curve.loss")}</th>
          <th scope="col">{t("curve.gradient")}</th>
        </tr>
      </thead>
      <tbody className="tabular">
        {curves.map(({ form, precision, value, gradient }) => {
          const lost = Number.isNaN(gradient[index]!) || (gradient[index] === 0 && exact?.gradient[index] !== 0);
          return (
            <tr key={`${form} ${precision}`}>
              <th scope="row">{t(`stability.${form}.${precision}`)}</th>
              <td>{write(value[index]!)}</td>
              <td className={lost ? styles.lost : undefined}>{write(gradient[index]!)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

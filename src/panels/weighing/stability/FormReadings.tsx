import type { ReactElement } from "react";
import { useFormat, useTranslate } from "../../../i18n";
import type { FormCurve } from "./formCurves";
import styles from "./StabilityCard.module.css";

/** Smaller gradients change nothing, exact or not. */
const NOTICEABLE = 1e-6;

/**
 * Value and gradient of every form at the cursor. A gradient that is NaN, or less than a hundredth
 * of the exact one, is highlighted.
 */
export function FormReadings(props: { curves: readonly FormCurve[]; index: number; logit: number }): ReactElement {
  const { curves, index, logit } = props;
  const t = useTranslate();
  const format = useFormat();
  const exact = curves.find(({ form, precision }) => form === "logit" && precision === "float64")?.gradient[index] ?? 0;
  const isLost = (gradient: number) =>
    Number.isNaN(gradient) || (Math.abs(exact) > NOTICEABLE && Math.abs(gradient) < 0.01 * Math.abs(exact));
  const write = (value: number) => (Number.isNaN(value) ? "NaN" : format.significant(value, 4));
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
        {curves.map(({ form, precision, value, gradient }) => (
          <tr key={`${form} ${precision}`}>
            <th scope="row">{t(`stability.${form}.${precision}`)}</th>
            <td>{write(value[index]!)}</td>
            <td className={isLost(gradient[index]!) ? styles.lost : undefined}>{write(gradient[index]!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ReactElement } from "react";
import { useTranslate } from "../../../i18n";
import styles from "./FormulaView.module.css";

/** In place of the probe's numbers, for a loss that one sample does not have. */
export function BatchFormulaNote(): ReactElement {
  return <p className={styles.caption}>{useTranslate()("formula.ofBatch")}</p>;
}

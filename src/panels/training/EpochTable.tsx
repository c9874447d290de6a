import type { ReactElement } from "react";
import { useFormat, useTranslate } from "../../i18n";
import type { EpochRecord } from "../../training/snapshot";
import { useShownResults } from "../hooks/useShownResults";
import styles from "../parts/MetricTable.module.css";
import own from "./EpochTable.module.css";

/** More rows than anyone reads; of longer runs, as many epochs at equal distances. */
const MOST_ROWS = 200;

/**
 * Each epoch as the tutorial prints it: the mean objective and accuracy over the epoch's steps,
 * before each update, and both on the validation set after it.
 */
export function EpochTable(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const history = useShownResults("histories", (results) => results.history);
  const write = (value: number) => format.fixed(value, 4);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={own.scroll} tabIndex={0} aria-label={t("epochs.heading")}>
      <table className={`tabular ${styles.table}`}>
        <thead>
          <tr>
            {(["history.epoch", "epochs.loss", "epochs.accuracy", "epochs.valLoss", "epochs.valAccuracy"] as const).map(
              (key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {shownEpochs(history).map(({ epoch, running, validation, validationObjective }) => (
            <tr key={epoch}>
              <th scope="row">{format.integer(epoch)}</th>
              <td>{write(running.objective)}</td>
              <td>{write(running.accuracy)}</td>
              <td>{write(validationObjective)}</td>
              <td>{write(validation.accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The trained epochs, of many those at equal distances from the last one back. */
function shownEpochs(history: readonly EpochRecord[]): readonly EpochRecord[] {
  const trained = history.filter(({ epoch }) => epoch > 0);
  const stride = Math.ceil(trained.length / MOST_ROWS);
  return trained.filter((_, i) => (trained.length - 1 - i) % stride === 0);
}

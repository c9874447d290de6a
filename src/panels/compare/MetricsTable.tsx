import { type ReactElement, useMemo } from "react";
import { type Domain, niceTicks } from "../../charts";
import { IntervalMark } from "../../charts/parts/interval/IntervalMark";
import { datasetOfKind } from "../../datasets";
import { useFormat, useTranslate } from "../../i18n";
import type { BayesOptimum } from "../../metrics/bayes";
import { comparableMetrics, isCountMetric, type MetricName, metrics } from "../../metrics/metrics";
import { countsOf, type SetSizes } from "../../store/compare/counts";
import { type PairedDifference, pairedDifference } from "../../store/compare/seedMetrics";
import { useScreenSize } from "../hooks/useScreenSize";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import styles from "./MetricsTable.module.css";
import { signedCount, signedText } from "./slotWords";

/**
 * Every metric of every slot, the pair's difference in this run and over all initial weights, and
 * the Bayes classifier's value.
 */
export function MetricsTable({ model, sizes }: { model: ComparisonModel; sizes: SetSizes }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { slots, first, second, epoch, base, run } = model;
  const differences = useDifferences(model);
  const domain = differenceDomain(differences);
  const pairs = differences[0]?.pairs ?? 0;
  const coverage = differences[0]?.interval?.coverage;
  const epochs = format.integer(base.epochs);
  const letters = { first: first.letter, second: second.letter };
  const hasMarks = useScreenSize() !== "phone";
  const optima = distinctOptima(first, second);
  const hasOptimum = datasetOfKind(base.dataset.kind).closedForm !== undefined;
  const difference = t("compare.table.difference", letters);
  const counts = (slot: SlotModel) => slot.metrics && countsOf(slot.metrics, sizes);
  const countRows = [
    ["truePositives", t("compare.table.found")],
    ["falseNegatives", t("compare.table.missed")],
    ["falsePositives", t("compare.table.alarms")],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
    <section className={styles.scroll} aria-label={t("compare.table.name")} tabIndex={0}>
      <table className={`tabular ${styles.table}`}>
        <caption>
          {t("compare.table.caption", {
            samples: format.integer(sizes.positives + sizes.negatives),
            positives: format.integer(sizes.positives),
            epoch: format.integer(epoch),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">{t("compare.table.metric")}</span>
            </th>
            {slots.map(({ letter }) => (
              <th key={letter} scope="col">
                {letter}
              </th>
            ))}
            <th scope="col">{difference}</th>
            <th scope="colgroup" colSpan={hasMarks ? 2 : 1} className={styles.seeds}>
              {coverage === undefined
                ? t("compare.table.seeds", { ...letters, pairs, epochs })
                : t("compare.table.seedsInterval", { ...letters, pairs, epochs, share: format.percent(coverage) })}
            </th>
            {hasOptimum && (
              <th scope="col">
                {optima.length < 2 ? t("compare.table.bayes") : t("compare.table.bayesPair", letters)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {comparableMetrics.map((metric, i) => {
            const paired = differences[i];
            const own = (second.metrics?.[metric] ?? Number.NaN) - (first.metrics?.[metric] ?? Number.NaN);
            return (
              <tr key={metric}>
                <th scope="row">{t(`metric.${metric}`)}</th>
                {slots.map((slot) => (
                  <td key={slot.letter}>{format.bare(slot.metrics?.[metric] ?? Number.NaN, 3)}</td>
                ))}
                <td className={styles.own}>{signedText(own, format)}</td>
                <td className={styles.median}>
                  <span>{paired && paired.pairs > 0 ? signedText(paired.median, format) : "–"}</span>
                  <span className={styles.interval}>
                    {paired?.interval &&
                      t("compare.table.interval", {
                        low: signedText(paired.interval.low, format),
                        high: signedText(paired.interval.high, format),
                      })}
                  </span>
                </td>
                {hasMarks && (
                  <td className={styles.mark}>
                    {paired && isOnScale(metric) && (
                      <IntervalMark domain={domain} value={paired.median} interval={paired.interval} />
                    )}
                  </td>
                )}
                {hasOptimum && (
                  <td className={styles.bayes}>
                    {isCountMetric(metric) &&
                      optima.map((optimum) => format.bare(optimum.metrics[metric], 3)).join(" / ")}
                  </td>
                )}
              </tr>
            );
          })}
          {countRows.map(([count, name], i) => {
            const [a, b] = [counts(first)?.[count], counts(second)?.[count]];
            return (
              <tr key={count} className={i === 0 ? styles.counts : undefined}>
                <th scope="row">{name}</th>
                {slots.map((slot) => (
                  <td key={slot.letter}>{format.integer(counts(slot)?.[count] ?? Number.NaN)}</td>
                ))}
                <td className={styles.own}>{a === undefined || b === undefined ? "–" : signedCount(b - a, format)}</td>
                <td colSpan={hasMarks ? 2 : 1}>
                  {hasMarks && i === 0 && run !== null && pairs > 0 && (
                    <span className={styles.axis} aria-hidden="true">
                      <span>{`−${format.tick(domain[1], 3)}`}</span>
                      <span>0</span>
                      <span>{`+${format.tick(domain[1], 3)}`}</span>
                    </span>
                  )}
                </td>
                {hasOptimum && <td />}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** In the order of `comparableMetrics`; undefined until both slots of the pair are trained. */
function useDifferences({ run, first, second }: ComparisonModel): readonly (PairedDifference | undefined)[] {
  const [a, b] = [first.index, second.index];
  const version = run?.version;
  return useMemo(() => {
    void version; // `results` is mutated in place; `version` changes with it
    return comparableMetrics.map((metric) =>
      run === null || a === null || b === null
        ? undefined
        : pairedDifference(run.results, b, a, run.comparison.seeds, metric),
    );
  }, [run, a, b, version]);
}

/**
 * Excludes errors: they can differ so much between losses that the other rows would shrink to
 * nothing.
 */
const isOnScale = (metric: MetricName) => metrics[metric].better === "more";

/** One scale for all these rows, symmetric about 0. */
function differenceDomain(differences: readonly (PairedDifference | undefined)[]): Domain {
  const reach = differences.flatMap((paired, i) =>
    paired === undefined || !isOnScale(comparableMetrics[i]!)
      ? []
      : [paired.median, paired.interval?.low ?? 0, paired.interval?.high ?? 0],
  );
  const most = Math.max(0.01, ...reach.filter(Number.isFinite).map(Math.abs));
  const end = niceTicks([0, most * 1.15], 3).at(-1)!;
  const limit = Math.max(end, most);
  return [-limit, limit];
}

/**
 * The pair's Bayes classifiers: one if both losses weight the classes equally, none if the data
 * have none.
 */
function distinctOptima(first: SlotModel, second: SlotModel): BayesOptimum[] {
  const known = [first.bayes, second.bayes].filter((optimum) => optimum !== null);
  return known.length === 2 && known[0]!.threshold === known[1]!.threshold ? [known[0]!] : known;
}

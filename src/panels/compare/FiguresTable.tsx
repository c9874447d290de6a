import { type ReactElement, useMemo } from "react";
import { type Domain, niceTicks } from "../../charts";
import { IntervalMark } from "../../charts/parts/interval/IntervalMark";
import { useFormat, useTranslate } from "../../i18n";
import type { BayesOptimum } from "../../metrics/bayes";
import type { Ratios } from "../../metrics/confusion";
import { countsOf, type SetSizes } from "../../store/compare/counts";
import { type PairedDifference, pairedDifference } from "../../store/compare/seedFigures";
import type { ModelFigure } from "../../training/trainedModel";
import { useScreenSize } from "../hooks/useScreenSize";
import { figureKeys } from "../sweep/figureWords";
import { comparableFigures } from "./comparableFigures";
import type { ComparisonModel, SlotModel } from "./comparisonModel";
import styles from "./FiguresTable.module.css";
import { signedCount, signedText } from "./slotWords";

/** Every figure of every slot, the pair's difference in this run and over all initial weights, and what theory allows. */
export function FiguresTable({ sight, sizes }: { sight: ComparisonModel; sizes: SetSizes }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { slots, first, second, epoch, base, run } = sight;
  const differences = useDifferences(sight);
  const domain = differenceDomain(differences);
  const pairs = differences[0]?.pairs ?? 0;
  const coverage = differences[0]?.interval?.coverage;
  const epochs = format.integer(base.epochs);
  const letters = { first: first.letter, second: second.letter };
  const hasMarks = useScreenSize() !== "phone";
  const optima = distinctOptima(first, second);
  const difference = t("compare.table.difference", letters);
  const counts = (slot: SlotModel) => slot.figures && countsOf(slot.figures, sizes);
  const countRows = [
    ["truePositives", t("compare.table.found")],
    ["falseNegatives", t("compare.table.missed")],
    ["falsePositives", t("compare.table.alarms")],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within the keyboard's reach
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
              <span className="visuallyHidden">{t("compare.table.figure")}</span>
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
            <th scope="col">{optima.length < 2 ? t("compare.table.bayes") : t("compare.table.bayesPair", letters)}</th>
          </tr>
        </thead>
        <tbody>
          {comparableFigures.map((figure, i) => {
            const paired = differences[i];
            const own = (second.figures?.[figure] ?? Number.NaN) - (first.figures?.[figure] ?? Number.NaN);
            return (
              <tr key={figure}>
                <th scope="row">{t(figureKeys[figure])}</th>
                {slots.map(({ letter, figures }) => (
                  <td key={letter}>{format.bare(figures?.[figure] ?? Number.NaN, 3)}</td>
                ))}
                <td className={styles.own}>{signedText(own, format)}</td>
                <td className={styles.median}>
                  {paired && paired.pairs > 0 ? signedText(paired.median, format) : "–"}
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
                    {paired && isOnScale(figure) && (
                      <IntervalMark domain={domain} value={paired.median} interval={paired.interval} />
                    )}
                  </td>
                )}
                <td className={styles.bayes}>
                  {figure in ratiosOfTheory &&
                    optima.map((optimum) => format.bare(optimum[figure as keyof Ratios], 3)).join(" / ")}
                </td>
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
                <td />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** In the order of `comparableFigures`; undefined before both of the pair are trained. */
function useDifferences({ run, first, second }: ComparisonModel): readonly (PairedDifference | undefined)[] {
  const [a, b] = [first.index, second.index];
  const version = run?.version;
  return useMemo(() => {
    void version; // results are filled in place
    return comparableFigures.map((figure) =>
      run === null || a === null || b === null
        ? undefined
        : pairedDifference(run.results, b, a, run.comparison.seeds, figure),
    );
  }, [run, a, b, version]);
}

/** The calibration error is no share of samples: between losses it can differ so much that the others would have no room. */
const isOnScale = (figure: ModelFigure) => figure !== "calibrationError";

/** One scale for these rows, the same on both sides of nothing. */
function differenceDomain(differences: readonly (PairedDifference | undefined)[]): Domain {
  const reach = differences.flatMap((paired, i) =>
    paired === undefined || !isOnScale(comparableFigures[i]!)
      ? []
      : [paired.median, paired.interval?.low ?? 0, paired.interval?.high ?? 0],
  );
  const most = Math.max(0.01, ...reach.filter(Number.isFinite).map(Math.abs));
  const end = niceTicks([0, most * 1.15], 3).at(-1)!;
  const limit = Math.max(end, most);
  return [-limit, limit];
}

/** What the Bayes classifier has closed forms of. */
const ratiosOfTheory = { f1: true, recall: true, precision: true, accuracy: true } as const satisfies Record<
  keyof Ratios,
  true
>;

/** The pair's Bayes classifiers: one where both losses weigh the classes alike, none where the rings have none. */
function distinctOptima(first: SlotModel, second: SlotModel): BayesOptimum[] {
  const known = [first.bayes, second.bayes].filter((optimum) => optimum !== null);
  return known.length === 2 && known[0]!.radius === known[1]!.radius ? [known[0]!] : known;
}

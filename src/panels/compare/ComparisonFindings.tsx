import type { ReactElement } from "react";
import { type NumberFormats, Rich, type Translate, useFormat, useTranslate } from "../../i18n";
import { countsOf, type SetSizes } from "../../store/compare/counts";
import { oneRunAgainstMany, runFinding, seedFinding } from "../../store/compare/findings";
import { pairedDifference, seedSummary } from "../../store/compare/seedMetrics";
import styles from "./CompareView.module.css";
import type { ComparisonModel } from "./comparisonModel";
import { sentenceGap, signedText, slotPhrase } from "./slotWords";

/** Conclusions from the comparison's numbers, in sentences. */
export function ComparisonFindings({ model, sizes }: { model: ComparisonModel; sizes: SetSizes }): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const { run, first, second, isSamePair } = model;
  if (run === null || first.index === null || second.index === null) return null;
  const names = { first: slotPhrase(t, first), second: slotPhrase(t, second) };
  if (isSamePair) return <p className={styles.finding}>{t("compare.found.same", names)}</p>;
  return (
    <div className={styles.finding}>
      <p>
        <span>{runSentence(model, sizes, names, t) + sentenceGap(format)}</span>
        <SeedSentence model={model} names={names} t={t} format={format} />
      </p>
      <FailedNetworks model={model} sizes={sizes} />
    </div>
  );
}

interface Names {
  first: string;
  second: string;
}

function runSentence({ first, second, epoch, base }: ComparisonModel, sizes: SetSizes, names: Names, t: Translate) {
  if (first.metrics === null || second.metrics === null) return "";
  const found = runFinding(countsOf(first.metrics, sizes), countsOf(second.metrics, sizes));
  const when = { when: epoch >= base.epochs ? "end" : "epoch", epoch };
  if (found.kind !== "differs") return t(`compare.found.${found.kind}`, { ...names, ...when });
  const direction = (count: number) => (count > 0 ? "more" : count < 0 ? "fewer" : "same");
  return t("compare.found.differs", {
    ...names,
    ...when,
    found: Math.abs(found.found),
    foundSign: direction(found.found),
    alarms: Math.abs(found.alarms),
    alarmsSign: direction(found.alarms),
  });
}

function SeedSentence(props: {
  model: ComparisonModel;
  names: Names;
  t: Translate;
  format: NumberFormats;
}): ReactElement | null {
  const { model, names, t, format } = props;
  const { run, first, second, state } = model;
  const { metric } = state;
  const { seeds } = run!.comparison;
  const paired = pairedDifference(run!.results, second.index!, first.index!, seeds, metric);
  const finding = seedFinding(paired);
  const values = {
    ...names,
    metric: t(`metric.${metric}`),
    pairs: paired.pairs,
    higher: paired.higher,
    lower: paired.lower,
    median: signedText(paired.median, format),
    low: signedText(paired.interval?.low ?? Number.NaN, format),
    high: signedText(paired.interval?.high ?? Number.NaN, format),
    share: format.percent(paired.interval?.coverage ?? Number.NaN, 0),
    // The runs of the pairs are compared at their last epoch.
    when: model.epoch >= model.base.epochs ? "end" : "epoch",
  };
  if (finding.kind === "few") {
    return (
      <span>{t(model.isUnderWay ? "compare.found.coming" : "compare.found.few", { pairs: paired.pairs, seeds })}</span>
    );
  }
  const own = (second.metrics?.[metric] ?? Number.NaN) - (first.metrics?.[metric] ?? Number.NaN);
  const verdict = values.when === "end" ? oneRunAgainstMany(own, finding) : "none";
  return (
    <>
      <Rich id={`compare.found.${finding.kind}`} values={values} components={{ b: <b className="tabular" /> }} />
      {(verdict === "misleads" || verdict === "chance") && (
        <span>{sentenceGap(format) + t(`compare.found.${verdict}`, { own: signedText(own, format) })}</span>
      )}
    </>
  );
}

/** The number of networks in each slot that did not learn. */
function FailedNetworks({ model, sizes }: { model: ComparisonModel; sizes: SetSizes }): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const { run, slots, state } = model;
  const sentences = slots.flatMap((slot) => {
    if (run === null || slot.index === null) return [];
    const { ended, neverYes, diverged } = seedSummary(
      run.results,
      slot.index,
      run.comparison.seeds,
      state.metric,
      sizes,
    );
    const name = slotPhrase(t, slot);
    return [
      ...(neverYes > 0 ? [t("compare.found.neverYes", { name, count: neverYes, ended })] : []),
      ...(diverged > 0 ? [t("compare.found.diverged", { name, count: diverged, ended })] : []),
    ];
  });
  return sentences.length === 0 ? null : <p>{sentences.join(sentenceGap(format))}</p>;
}

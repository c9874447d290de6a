import { memo, type ReactElement } from "react";
import { PopoverButton } from "../../controls";
import { useFormat, useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { isLate } from "../../store/run";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { MetricsRow } from "../parts/MetricsRow";
import { Block } from "../parts/Panel";
import styles from "./MetricsView.module.css";
import { useBayes } from "./useBayes";

const AllMetrics = lazyPart(() => withLaterTexts(import("./AllMetrics")), "AllMetrics");

/** A few metrics on the validation set, each next to the Bayes classifier's value. */
export function MetricsView(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const validation = useShownResults("figures", (results) => results.snapshot?.current.validation);
  const late = useApp((state) => isLate(state.run));
  const counts = validation?.confusion;
  const bayes = useBayes();
  const negatives = counts === undefined ? Number.NaN : counts.trueNegatives + counts.falsePositives;
  const samples = counts === undefined ? Number.NaN : negatives + counts.truePositives + counts.falseNegatives;
  return (
    <Block
      heading={t("metric.validationHeading")}
      detail={counts && t("metric.samples", { count: format.integer(samples) })}
      aside={<AllMetricsButton />}
    >
      <div aria-busy={late} className={styles.metrics}>
        <MetricsRow values={validation} optimum={bayes?.metrics ?? null} alwaysNo={negatives / samples} />
      </div>
    </Block>
  );
}

const AllMetricsButton = memo((): ReactElement => {
  const t = useTranslate();
  return (
    <PopoverButton
      label={t("metric.allHeading")}
      look="text"
      trigger={t("metric.all")}
      onApproach={AllMetrics.prefetch}
    >
      <AllMetrics />
    </PopoverButton>
  );
});

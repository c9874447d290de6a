import { type CSSProperties, memo, type ReactElement, useDeferredValue, useEffect, useMemo } from "react";
import type { FieldSamples } from "../../charts";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import type { SetSizes } from "../../store/compare/counts";
import { canAddSlot } from "../../store/compare/slots";
import { saveFile } from "../format/saveFile";
import { useActions, useApp } from "../hooks/useApp";
import { useScreenSize } from "../hooks/useScreenSize";
import { sampleColumns } from "../samples/sampleColumns";
import styles from "./CompareView.module.css";
import { ComparisonFindings } from "./ComparisonFindings";
import { ComparisonRunBar } from "./ComparisonRunBar";
import { CutBlock } from "./CutBlock";
import type { ComparisonModel } from "./comparisonModel";
import { DifferenceColumn } from "./DifferenceColumn";
import { ExperimentLine } from "./ExperimentLine";
import { HistoryBlock } from "./HistoryBlock";
import { MetricsTable } from "./MetricsTable";
import { SlotColumn } from "./SlotColumn";
import { SwarmBlock } from "./SwarmBlock";
import { useCompareActions } from "./useCompare";
import { useComparedData, useComparisonModel } from "./useComparisonModel";

export interface CompareViewProps {
  /** Shows a model on the first screen. */
  onOpen: (experiment: Experiment) => void;
}

/** By label: the many negatives are small enough to let the field be seen. */
const dotArea = { 0: 0.045, 1: 0.12 } as const;

/** Two to four losses side by side: alike in data, start and batches, once and from many initial weights. */
export function CompareView({ onOpen }: CompareViewProps): ReactElement | null {
  const experiment = useApp((state) => state.experiment);
  const losses = useApp((state) => state.losses);
  const { loadLosses } = useActions();
  // What a comparison can add; where it can't be fetched, the picker tries again.
  useEffect(() => void loadLosses().catch(() => undefined), [loadLosses]);
  const engine = useApp((state) => state.enginePreference);
  const { openOn } = useCompareActions();
  useEffect(() => openOn(experiment, losses, engine), [openOn, experiment, losses, engine]);
  const sight = useComparisonModel();
  return sight && <Opened sight={sight} onOpen={onOpen} />;
}

function Opened({ sight, onOpen }: CompareViewProps & { sight: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const { addSlot } = useCompareActions();
  const data = useComparedData(sight);
  const samples = useMemo(
    (): FieldSamples => ({
      ...sampleColumns(data.shown.features),
      target: data.shown.labels,
      size: Float32Array.from(data.shown.labels, (label) => dotArea[label as 0 | 1]),
    }),
    [data],
  );
  // A hand that drags a number sees the planes follow; what is below comes when there is time.
  const after = useDeferredValue(sight);
  const size = useScreenSize();
  const isLabelled = size === "wide" && sight.slots.length === 2;
  return (
    <section className={styles.view} aria-label={t("app.view.compare")}>
      <header className={styles.header}>
        <div>
          <h2>{t("compare.heading")}</h2>
          <ExperimentLine sight={sight} />
        </div>
        <Button onClick={addSlot} disabled={!canAddSlot(sight.slots.map(({ slot }) => slot))}>
          {t("compare.add")}
        </Button>
      </header>
      <div className={styles.slots} style={{ "--columns": sight.slots.length + 1 } as CSSProperties}>
        {sight.slots.map((slot) => (
          <SlotColumn
            key={slot.slot.key}
            sight={sight}
            slot={slot}
            samples={samples}
            isLabelled={isLabelled}
            onOpen={onOpen}
          />
        ))}
        <DifferenceColumn sight={sight} isLabelled={size !== "phone"} />
      </div>
      <ComparisonRunBar sight={sight} />
      <Results sight={after} sizes={data.validation} />
    </section>
  );
}

interface ResultsProps {
  sight: ComparisonModel;
  sizes: SetSizes;
}

/** Curves, metrics and what they say. */
const Results = memo(function Results({ sight, sizes }: ResultsProps): ReactElement {
  const t = useTranslate();
  return (
    <div className={styles.results}>
      <div className={styles.curves}>
        <HistoryBlock sight={sight} />
        <CutBlock sight={sight} />
      </div>
      <div className={styles.figures}>
        <ComparisonFindings sight={sight} sizes={sizes} />
        <MetricsTable sight={sight} sizes={sizes} />
        <SwarmBlock sight={sight} sizes={sizes} />
        <p className={styles.method}>
          {t("compare.method")} <CsvButton sight={sight} sizes={sizes} />
        </p>
      </div>
    </div>
  );
});

function CsvButton({ sight, sizes }: ResultsProps): ReactElement {
  const t = useTranslate();
  const { run, slots } = sight;
  const save = async () => {
    if (run === null) return;
    const { comparisonCsv } = await import("../../store/compare/comparisonCsv");
    const of = run.slots.map(({ key }) => slots.find(({ slot }) => slot.key === key));
    const letters = of.map((slot) => slot?.letter ?? "");
    const definitions = run.slots.map(({ loss }) => sight.state.losses.find(({ id }) => id === loss.id)!);
    saveFile("losscope-comparison.csv", new TextEncoder().encode(comparisonCsv(run, letters, definitions, sizes)));
  };
  return (
    <Button
      look="text"
      disabled={run === null || run.results.ended(run.comparison.seeds) === 0}
      onClick={() => void save()}
    >
      {t("compare.csv")}
    </Button>
  );
}

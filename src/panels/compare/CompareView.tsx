import { type CSSProperties, memo, type ReactElement, useDeferredValue, useEffect, useMemo } from "react";
import type { FieldSamples } from "../../charts";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { useLoadFailure } from "../../scheduling/loadFailure";
import type { SetSizes } from "../../store/compare/counts";
import { keepCompare } from "../../store/compare/keepCompare";
import { canAddSlot } from "../../store/compare/slots";
import { saveFile } from "../format/saveFile";
import { useActions, useApp, useAppStore } from "../hooks/useApp";
import { useOpenExperiment } from "../hooks/useOpenExperiment";
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
import { useCompareActions, useCompareStore } from "./useCompare";
import { useComparedData, useComparisonModel } from "./useComparisonModel";

/**
 * Dot area by label. There are many negatives, so they are small enough to keep the field visible.
 */
const dotArea = { 0: 0.045, 1: 0.12 } as const;

/**
 * Trains two to four losses on the same data, initial weights and batches, and shows them side by
 * side: one run each, then runs from many initial weights.
 */
export function CompareView(): ReactElement | null {
  const onOpen = useOpenExperiment("slot");
  const experiment = useApp((state) => state.experiment);
  const losses = useApp((state) => state.losses);
  const { loadLosses } = useActions();
  // The losses that can be added. If the fetch fails, the picker tries again.
  useEffect(() => void loadLosses().catch(() => undefined), [loadLosses]);
  const engine = useApp((state) => state.enginePreference);
  const app = useAppStore();
  const compare = useCompareStore();
  useEffect(() => keepCompare(app, compare), [app, compare]);
  const { openOn } = useCompareActions();
  useEffect(() => openOn(experiment, losses, engine), [openOn, experiment, losses, engine]);
  const model = useComparisonModel();
  return model && <Opened model={model} onOpen={onOpen} />;
}

interface OpenedProps {
  model: ComparisonModel;
  /** Opens an experiment in Explore. */
  onOpen: (experiment: Experiment) => void;
}

function Opened({ model, onOpen }: OpenedProps): ReactElement {
  const t = useTranslate();
  const { addSlot } = useCompareActions();
  const data = useComparedData(model);
  const samples = useMemo(
    (): FieldSamples => ({
      ...sampleColumns(data.shown.features),
      target: data.shown.labels,
      size: Float32Array.from(data.shown.labels, (label) => dotArea[label as 0 | 1]),
    }),
    [data],
  );
  // While the user drags a number, the planes follow at once; the blocks below are drawn with low
  // priority.
  const deferred = useDeferredValue(model);
  const size = useScreenSize();
  const isLabelled = size === "wide" && model.slots.length === 2;
  return (
    <section className={styles.view} aria-label={t("app.view.compare")}>
      <header className={styles.header}>
        <div>
          <h2>{t("compare.heading")}</h2>
          <ExperimentLine model={model} />
        </div>
        <Button onClick={addSlot} disabled={!canAddSlot(model.slots.map(({ slot }) => slot))}>
          {t("compare.add")}
        </Button>
      </header>
      <div className={styles.slots} style={{ "--columns": model.slots.length + 1 } as CSSProperties}>
        {model.slots.map((slot) => (
          <SlotColumn
            key={slot.slot.key}
            model={model}
            slot={slot}
            samples={samples}
            isLabelled={isLabelled}
            onOpen={onOpen}
          />
        ))}
        <DifferenceColumn model={model} isLabelled={size !== "phone"} />
      </div>
      <ComparisonRunBar model={model} />
      <Results model={deferred} sizes={data.validation} />
    </section>
  );
}

interface ResultsProps {
  model: ComparisonModel;
  sizes: SetSizes;
}

/** The lower half: curves, metrics and findings. */
const Results = memo(function Results({ model, sizes }: ResultsProps): ReactElement {
  const t = useTranslate();
  return (
    <div className={styles.results}>
      <div className={styles.curves}>
        <HistoryBlock model={model} />
        <CutBlock model={model} />
      </div>
      <div className={styles.metrics}>
        <ComparisonFindings model={model} sizes={sizes} />
        <MetricsTable model={model} sizes={sizes} />
        <SwarmBlock model={model} sizes={sizes} />
        <p className={styles.method}>
          <span>{t("compare.method")}</span> <CsvButton model={model} sizes={sizes} />
        </p>
      </div>
    </div>
  );
});

function CsvButton({ model, sizes }: ResultsProps): ReactElement {
  const t = useTranslate();
  const { report } = useLoadFailure();
  const { run, slots } = model;
  const save = async () => {
    if (run === null) return;
    const { comparisonCsv } = await import("../../store/compare/comparisonCsv");
    const of = run.slots.map(({ key }) => slots.find(({ slot }) => slot.key === key));
    const letters = of.map((slot) => slot?.letter ?? "");
    const definitions = run.slots.map(({ loss }) => model.state.losses.find(({ id }) => id === loss.id)!);
    saveFile("losscope-comparison.csv", new TextEncoder().encode(comparisonCsv(run, letters, definitions, sizes)));
  };
  return (
    <Button
      look="text"
      disabled={run === null || run.results.ended(run.comparison.seeds) === 0}
      onClick={() => void save().catch(report)}
    >
      {t("compare.csv")}
    </Button>
  );
}

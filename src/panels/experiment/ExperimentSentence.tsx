import type { ReactElement } from "react";
import { InlineNumber, PopoverButton } from "../../controls";
import { datasetFields } from "../../datasets";
import { tutorialExperiment } from "../../experiment/defaults";
import { limits } from "../../experiment/limits";
import { Rich, useFormat, useTranslate, withLaterTexts } from "../../i18n";
import type { OptimizerName } from "../../optimizers";
import { lateModule } from "../../scheduling/lateModule";
import { type LazyPart, lazyPart } from "../../scheduling/lazyPart";
import { useModule } from "../../scheduling/useModule";
import { useApp } from "../hooks/useApp";
import { ClassCountControl, DatasetNumberControl } from "./DatasetNumber";
import styles from "./ExperimentSentence.module.css";
import { useModelLayout } from "./useModelLayout";
import { useFieldControl, withField } from "./useSetField";

// The contents of popovers are loaded when they are opened.
const DatasetSettings = lazyPart(() => withLaterTexts(import("./DatasetSettings")), "DatasetSettings");
const NetworkSettings = lazyPart(() => withLaterTexts(import("./NetworkSettings")), "NetworkSettings");
const OptimizerSettings = lazyPart(() => withLaterTexts(import("./OptimizerSettings")), "OptimizerSettings");
const SeedSettings = lazyPart(() => withLaterTexts(import("./SeedSettings")), "SeedSettings");

/** The whole experiment in two sentences; each dotted word is a control. */
export function ExperimentSentence(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  // Selected one by one, without the loss: moving the loss's sliders does not render this again.
  const trainFraction = useApp((state) => state.experiment.trainFraction);
  const model = useApp((state) => state.experiment.model);
  const optimizer = useApp((state) => state.experiment.optimizer);
  const regularisation = useApp((state) => state.experiment.regularisation);
  const batchSize = useApp((state) => state.experiment.batchSize);
  const epochs = useApp((state) => state.experiment.epochs);
  const seeds = useApp((state) => state.experiment.seeds);
  const moves = useFieldControl();
  const standard = tutorialExperiment;
  const layout = useModelLayout();
  const suggestedRate = useSuggestedRate(optimizer.name);
  const oneSeed = new Set(Object.values(seeds)).size === 1;

  const values = {
    data: <DataClause />,
    share: (
      <InlineNumber
        label={t("experiment.trainShare")}
        percent
        value={trainFraction}
        defaultValue={standard.trainFraction}
        step={0.01}
        {...limits.trainFraction}
        {...moves((share: number) => (old) => ({ ...old, trainFraction: share }))}
      />
    ),
    network: (
      <SettingsButton
        label={t("experiment.networkHeading")}
        trigger={`${layout.widths.join("–")} ${t(`activation.${model.activation}`)}`}
        settings={NetworkSettings}
      />
    ),
    optimizer: (
      <SettingsButton label={t("experiment.optimizerHeading")} trigger={optimizer.name} settings={OptimizerSettings} />
    ),
    rate: (
      <InlineNumber
        label={t("experiment.learningRate")}
        value={optimizer.learningRate}
        {...(suggestedRate !== undefined && { defaultValue: suggestedRate })}
        step={1e-5}
        scale="log"
        {...limits.rate}
        {...moves((learningRate: number) => withField("optimizer", { learningRate }))}
      />
    ),
    l1: (
      <InlineNumber
        label={t("experiment.l1")}
        value={regularisation.l1}
        defaultValue={standard.regularisation.l1}
        step={1e-6}
        scale="log"
        {...limits.rate}
        {...moves((l1: number) => withField("regularisation", { l1 }))}
      />
    ),
    l2: (
      <InlineNumber
        label={t("experiment.l2")}
        value={regularisation.l2}
        defaultValue={standard.regularisation.l2}
        step={1e-6}
        scale="log"
        {...limits.rate}
        {...moves((l2: number) => withField("regularisation", { l2 }))}
      />
    ),
    batch: (
      <InlineNumber
        label={t("experiment.batchSize")}
        value={batchSize}
        defaultValue={standard.batchSize}
        whole
        step={1}
        scale="log"
        {...limits.batchSize}
        {...moves((size: number) => (old) => ({ ...old, batchSize: size }))}
      />
    ),
    epochs: (
      <InlineNumber
        label={t("experiment.epochs")}
        value={epochs}
        defaultValue={standard.epochs}
        whole
        step={1}
        scale="log"
        {...limits.epochs}
        {...moves((count: number) => (old) => ({ ...old, epochs: count }))}
      />
    ),
    seed: (
      <SettingsButton
        label={t("experiment.seedsHeading")}
        trigger={oneSeed ? t("experiment.seed", { seed: format.integer(seeds.data) }) : t("experiment.seeds")}
        settings={SeedSettings}
      />
    ),
    parameters: format.integer(layout.parameterCount),
  };
  return (
    <p className={styles.sentence}>
      <Rich id="experiment.sentence" values={values} />
    </p>
  );
}

/** All optimisers: fetched when another than the tutorial's is chosen. */
const allOptimizers = lateModule(() => import("../../optimizers"));

/** A learning rate that makes progress; undefined until the optimiser's definition is loaded. */
function useSuggestedRate(name: OptimizerName): number | undefined {
  const { optimizer } = tutorialExperiment;
  const isTutorials = name === optimizer.name;
  const module = useModule(allOptimizers, !isTutorials, () => undefined);
  return isTutorials ? optimizer.learningRate : module?.optimizerNamed(name).suggestedRate;
}

/** The data set as a phrase of its kind, which contains its most important numbers. */
function DataClause(): ReactElement {
  const t = useTranslate();
  const kind = useApp((state) => state.experiment.dataset.kind);
  const numbers = datasetFields(kind).map((field) => [field, <DatasetNumberControl key={field} field={field} />]);
  return (
    <Rich
      id={`dataset.${kind}.sentence`}
      values={{
        dataset: (
          <SettingsButton label={t("dataset.heading")} trigger={t(`dataset.${kind}.name`)} settings={DatasetSettings} />
        ),
        positives: <ClassCountControl name="positives" />,
        negatives: <ClassCountControl name="negatives" />,
        ...Object.fromEntries(numbers),
      }}
      components={{
        disc: <span className={styles.disc} aria-hidden="true" />,
        ring: <span className={styles.ring} aria-hidden="true" />,
      }}
    />
  );
}

/** A dotted word that opens settings. */
function SettingsButton({
  label,
  trigger,
  settings: Settings,
}: {
  label: string;
  trigger: string;
  settings: LazyPart<object>;
}): ReactElement {
  return (
    <PopoverButton label={label} look="inline" trigger={trigger} onApproach={Settings.prefetch}>
      <Settings />
    </PopoverButton>
  );
}

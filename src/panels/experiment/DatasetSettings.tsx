import type { ReactElement } from "react";
import { InlineChoice } from "../../controls";
import { type DatasetKind, datasetFields, datasets, defaultDataset } from "../../datasets";
import { useTranslate } from "../../i18n";
import { datasetFieldWord } from "../format/datasetWords";
import { sentenceCase } from "../format/sentenceCase";
import { useActions, useApp } from "../hooks/useApp";
import { DatasetNumberControl } from "./DatasetNumber";
import { Setting, Settings } from "./Settings";

/**
 * The kind of the data set and all of its numbers except the class counts: those are in the
 * sentence and are kept when the kind changes.
 */
export function DatasetSettings(): ReactElement {
  const t = useTranslate();
  const kind = useApp((state) => state.experiment.dataset.kind);
  const { changeExperiment } = useActions();
  return (
    <Settings note={t(`datasetSettings.${kind}`)}>
      <Setting name={t("datasetSettings.kind")}>
        <InlineChoice<DatasetKind>
          label={t("datasetSettings.kind")}
          choices={datasets.map((each) => ({ value: each.kind, label: t(`dataset.${each.kind}.name`) }))}
          value={kind}
          onChange={(chosen) => changeExperiment((old) => ({ ...old, dataset: defaultDataset(chosen, old.dataset) }))}
        />
      </Setting>
      {datasetFields(kind).map((field) => (
        <Setting key={field} name={sentenceCase(t(datasetFieldWord({ kind, field })))}>
          <DatasetNumberControl field={field} />
        </Setting>
      ))}
    </Settings>
  );
}

import type { ReactElement } from "react";
import { InlineNumber } from "../../controls";
import {
  type ClassCounts,
  classCount,
  type DatasetField,
  datasetField,
  datasetNumber,
  defaultDataset,
} from "../../datasets";
import { useTranslate } from "../../i18n";
import { datasetFieldWord } from "../format/datasetWords";
import { sentenceCase } from "../format/sentenceCase";
import { useApp } from "../hooks/useApp";
import { useFieldControl, withField } from "./useSetField";

/** A control for one number of the data set; class counts have `ClassCountControl`. */
export function DatasetNumberControl({ field }: { field: DatasetField }): ReactElement {
  const t = useTranslate();
  const kind = useApp((state) => state.experiment.dataset.kind);
  const value = useApp((state) => datasetNumber(state.experiment.dataset, field));
  const moves = useFieldControl();
  const { whole, ...range } = datasetField(kind, field);
  return (
    <InlineNumber
      label={sentenceCase(t(datasetFieldWord({ kind, field })))}
      value={value ?? Number.NaN}
      defaultValue={datasetNumber(defaultDataset(kind), field) ?? Number.NaN}
      whole={whole ?? false}
      {...range}
      {...moves((number: number) => withField("dataset", { [field]: number }))}
    />
  );
}

/** A control for the number of samples of one class. */
export function ClassCountControl({ name }: { name: keyof ClassCounts }): ReactElement {
  const t = useTranslate();
  const dataset = useApp((state) => state.experiment.dataset);
  const moves = useFieldControl();
  return (
    <InlineNumber
      label={t(`experiment.${name}`)}
      value={dataset[name]}
      defaultValue={defaultDataset(dataset.kind)[name]}
      {...classCount}
      {...moves((count: number) => withField("dataset", { [name]: count }))}
    />
  );
}

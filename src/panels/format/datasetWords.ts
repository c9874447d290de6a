import type { DatasetField, DatasetKind } from "../../datasets";

/**
 * Message keys of the numbers of each kind of data set. A number without a text is a type error
 * where the key is used.
 */
type DatasetFieldWord = { [K in DatasetKind]: `dataset.${K}.${DatasetField<K>}` }[DatasetKind];

export function datasetFieldWord({ kind, field }: { kind: DatasetKind; field: DatasetField }): DatasetFieldWord {
  return `dataset.${kind}.${field}` as DatasetFieldWord;
}

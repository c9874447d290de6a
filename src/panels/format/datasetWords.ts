import type { DatasetField, DatasetKind } from "../../datasets";

/**
 * The keys under which the catalogues name each kind's numbers: one that has no text does not
 * compile where it is used.
 */
type DatasetFieldWord = { [K in DatasetKind]: `dataset.${K}.${DatasetField<K>}` }[DatasetKind];

export function datasetFieldWord({ kind, field }: { kind: DatasetKind; field: DatasetField }): DatasetFieldWord {
  return `dataset.${kind}.${field}` as DatasetFieldWord;
}

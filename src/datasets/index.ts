import { blobs } from "./blobs";
import type { ClassCounts, DatasetDefinition, DatasetMethods, DatasetSettings, NumberField } from "./definition";
import { moons } from "./moons";
import { rings } from "./rings";

export type { ClosedForm, OptimumBoundary, Outline } from "./closedForm";
export { type ClassCounts, classCount, type NumberField } from "./definition";
export type { Samples } from "./samples";

/** The only list of data sets: a new one is a file, a line here, and its words in src/i18n. */
export const datasets = [rings, moons, blobs] as const;

type SettingsOf<Definition> =
  Definition extends DatasetDefinition<infer Kind, infer Name> ? DatasetSettings<Kind, Name> : never;

/** The settings of a data set: a union discriminated by `kind`. */
export type Dataset = SettingsOf<(typeof datasets)[number]>;
export type DatasetKind = Dataset["kind"];
export type DatasetOf<Kind extends DatasetKind> = Extract<Dataset, { kind: Kind }>;
/** The names of all numbers of data sets besides the class counts. */
export type DatasetField<Kind extends DatasetKind = DatasetKind> = {
  [K in Kind]: Exclude<keyof DatasetOf<K> & string, "kind" | keyof ClassCounts>;
}[Kind];

/** A definition of unknown kind. Its methods must be called with settings of its own kind. */
export interface AnyDatasetDefinition extends DatasetMethods<Dataset> {
  kind: DatasetKind;
  fields: Readonly<Partial<Record<DatasetField, NumberField>>>;
  defaults: Readonly<ClassCounts & Partial<Record<DatasetField, number>>>;
}

export function datasetOfKind(kind: DatasetKind): AnyDatasetDefinition {
  const found: AnyDatasetDefinition | undefined = datasets.find((definition) => definition.kind === kind);
  if (found === undefined) {
    throw new RangeError(`data set: expected one of ${datasets.map((each) => each.kind).join(", ")}, got ${kind}`);
  }
  return found;
}

/** The default settings of a kind, with other class counts if given. */
export function defaultDataset<Kind extends DatasetKind>(kind: Kind, counts?: ClassCounts): DatasetOf<Kind> {
  const { defaults } = datasetOfKind(kind);
  const { positives, negatives } = counts ?? defaults;
  return { kind, ...defaults, positives, negatives } as DatasetOf<Kind>;
}

/** The bounds of a kind's number. Throws RangeError for a number that the kind does not have. */
export function datasetField(kind: DatasetKind, field: DatasetField): NumberField {
  const found = datasetOfKind(kind).fields[field];
  if (found === undefined) {
    throw new RangeError(`field of ${kind}: expected one of ${datasetFields(kind).join(", ")}, got ${field}`);
  }
  return found;
}

/** The value of a data set's number; undefined if its kind has no such number. */
export function datasetNumber(dataset: Dataset, field: DatasetField): number | undefined {
  return (dataset as Partial<Record<DatasetField, number>>)[field];
}

/** The names of a kind's numbers besides the class counts, in display order. */
export function datasetFields(kind: DatasetKind): DatasetField[] {
  return Object.keys(datasetOfKind(kind).fields) as DatasetField[];
}

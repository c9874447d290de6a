import type { Random } from "../probability/random";
import type { ClosedForm } from "./closedForm";
import type { Samples } from "./samples";

/** The bounds of a number among a data set's settings, and how a control moves it. */
export interface NumberField {
  min: number;
  max: number;
  step: number;
  /** Default linear. */
  scale?: "log";
  /** Whole numbers only. */
  whole?: true;
}

/** The number of samples of each class. Every data set has these two settings. */
export interface ClassCounts {
  positives: number;
  negatives: number;
}

/** Bounds of a class's count. */
export const classCount = { min: 1, max: 500_000, step: 1, scale: "log", whole: true } as const satisfies NumberField;

/** The settings of one data set, as the experiment holds them. */
export type DatasetSettings<Kind extends string, Name extends string> = { kind: Kind } & ClassCounts &
  Record<Name, number>;

/** The functions of a data set, given its settings. */
export interface DatasetMethods<Settings> {
  /** Positives come first; coordinates are in the plane's units. */
  generate(settings: Settings, random: Random): Samples;
  /** Half the side of a square around the origin that holds at least 99.9 % of the samples. */
  extent(settings: Settings): number;
  /**
   * The distance of a point from the probe's start position, which should be where the classes
   * overlap.
   */
  probeDistance(settings: Settings, x: number, y: number): number;
  /**
   * The best classifier. Omitted if it has no closed form; then everything that depends on it is
   * hidden.
   */
  closedForm?: ClosedForm<Settings>;
}

/**
 * Everything about a data set except its texts, which are in src/i18n: `dataset.KIND.name`;
 * `dataset.KIND.sentence`, which contains `{dataset}`, `{positives}`, `{negatives}` and any of the
 * fields; `dataset.KIND.FIELD` for each field; and `datasetSettings.KIND`, a note.
 */
export interface DatasetDefinition<Kind extends string, Name extends string>
  extends DatasetMethods<DatasetSettings<Kind, Name>> {
  kind: Kind;
  /** The numbers besides the class counts, in display order. Each can be an axis of a sweep. */
  fields: Readonly<Record<Name, NumberField>>;
  defaults: Readonly<ClassCounts & Record<NoInfer<Name>, number>>;
}

export function defineDataset<const Kind extends string, Name extends string>(
  definition: DatasetDefinition<Kind, Name>,
): DatasetDefinition<Kind, Name> {
  return definition;
}

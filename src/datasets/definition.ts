import type { Random } from "../probability/random";
import type { ClosedForm } from "./closedForm";
import type { Samples } from "./samples";

/** A number among a data set's settings: what it may be, and how a control moves it. */
export interface NumberField {
  min: number;
  max: number;
  step: number;
  /** Default linear. */
  scale?: "log";
  /** Whole numbers only. */
  whole?: true;
}

/** How many samples of each class a data set has. Every data set has these two. */
export interface ClassCounts {
  positives: number;
  negatives: number;
}

/** Bounds of a class's count. */
export const classCount = { min: 1, max: 500_000, step: 1, scale: "log", whole: true } as const satisfies NumberField;

/** The settings of one data set, as the experiment holds them. */
export type DatasetSettings<Kind extends string, Name extends string> = { kind: Kind } & ClassCounts &
  Record<Name, number>;

/** What a data set can do with its settings. */
export interface DatasetMethods<Settings> {
  /** Positives come first; coordinates are in the plane's units. */
  generate(settings: Settings, random: Random): Samples;
  /** Half the side of a square around the origin that holds at least 99.9 % of the samples. */
  extent(settings: Settings): number;
  /**
   * How far a place is from where the probe starts, a place where the classes overlap: 0 is that
   * place itself.
   */
  probeDistance(settings: Settings, x: number, y: number): number;
  /**
   * The best classifier. Left out where it has no closed form: what is drawn from it is then not
   * shown.
   */
  closedForm?: ClosedForm<Settings>;
}

/**
 * Everything about a data set but its words. Those are in the catalogues: `dataset.KIND.name`;
 * `dataset.KIND.sentence`, which names `{dataset}`, `{positives}`, `{negatives}` and any of the
 * fields; `dataset.KIND.FIELD` for each field; `datasetSettings.KIND`, a note.
 */
export interface DatasetDefinition<Kind extends string, Name extends string>
  extends DatasetMethods<DatasetSettings<Kind, Name>> {
  kind: Kind;
  /**
   * The numbers besides the class counts, in the order in which they are shown. Each can be an axis
   * of a sweep.
   */
  fields: Readonly<Record<Name, NumberField>>;
  defaults: Readonly<ClassCounts & Record<NoInfer<Name>, number>>;
}

export function defineDataset<const Kind extends string, Name extends string>(
  definition: DatasetDefinition<Kind, Name>,
): DatasetDefinition<Kind, Name> {
  return definition;
}

/**
 * Reads an `Experiment` from any value: a decoded link, a file, a stored setting.
 */
import * as v from "valibot";
import { type DatasetKind, defaultDataset } from "../datasets";
import { type OptimizerName, optimizerDefaults, optimizers } from "../optimizers";
import { tutorialExperiment } from "./defaults";
import type { Experiment } from "./experiment";
import { datasetFieldTable, datasetKindField, type ExperimentField, experimentFields, optimizerFields } from "./fields";
import { readLossParameters } from "./lossChoice";
import { type DroppedField, DroppedFields, dropUnknown, type Keyed, objectAt, own, takeField } from "./reading";

export interface ParsedExperiment {
  experiment: Experiment;
  dropped: DroppedField[];
}

/** All problems of an experiment that was read strictly. */
export class InvalidExperimentError extends Error {
  readonly problems: readonly DroppedField[];
  constructor(problems: readonly DroppedField[]) {
    super(problems.map(({ path, given, expected }) => `${path}: expected ${expected}, got ${given}`).join("\n"));
    this.name = "InvalidExperimentError";
    this.problems = problems;
  }
}

/**
 * The objects of an experiment and their known keys. The loss determines its parameters' names, the
 * data set's kind its fields. The optimiser section knows every optimiser's settings: those of
 * other optimisers are ignored silently, because experiments used to hold all of them.
 */
const sections = new Map<string, Set<string>>([
  ["loss", new Set(["parameters"])],
  ["optimizer", new Set(optimizers.flatMap(({ settings }) => Object.keys(settings)))],
]);
const topLevel = new Set<string>(["dataset"]);
for (const { path } of experimentFields) {
  topLevel.add(path[0]);
  if (path.length === 1) continue;
  const keys = sections.get(path[0]) ?? new Set();
  sections.set(path[0], keys.add(path[1]));
}

/**
 * Never throws. A field that does not fit is reported and replaced by its default; a missing field
 * is completed from the defaults; an unknown field is reported and dropped. The defaults are the
 * tutorial's, except for optimisers that the tutorial does not use (torch's own defaults) and other
 * kinds of data sets (their own).
 */
export function parseExperiment(value: unknown): ParsedExperiment {
  const dropped = new DroppedFields();
  const { drop } = dropped;
  const root = objectAt("experiment", value, drop);
  dropUnknown("", root, topLevel, drop);

  const experiment = structuredClone(tutorialExperiment) as unknown as Record<string, Keyed>;
  const given = new Map<string, Keyed>([["", root]]);
  const kind = datasetKind(root);
  const datasetTable = datasetFieldTable(kind);
  experiment.dataset = defaultDataset(kind) as unknown as Keyed;
  for (const [section, known] of [
    ["dataset", new Set(datasetTable.map(({ path }) => path.at(-1)!))],
    ...sections,
  ] as const) {
    const object = objectAt(section, own(root, section), drop);
    given.set(section, object);
    dropUnknown(section, object, known, drop);
  }
  const name = own(given.get("optimizer")!, "name");
  if (isOptimizerName(name) && name !== tutorialExperiment.optimizer.name) {
    experiment.optimizer = optimizerDefaults(name) as unknown as Keyed;
  }

  const take = ({ path, ...rule }: ExperimentField) => {
    const [section, key] = path.length === 1 ? ["", path[0]] : path;
    const target: Keyed = section === "" ? experiment : experiment[section]!;
    takeField(path.join("."), key, given.get(section)!, rule, target, drop);
  };
  for (const field of [...datasetTable, ...experimentFields]) take(field);
  for (const field of optimizerFields(experiment.optimizer!.name)) take(field);
  const { id } = experiment.loss as { id: string };
  const parameters = own(given.get("loss")!, "parameters");
  experiment.loss!.parameters = readLossParameters("loss.parameters", id, parameters, drop);
  return { experiment: experiment as unknown as Experiment, dropped: dropped.list() };
}

/**
 * For the terminal: missing fields are completed from the defaults; anything that does not fit
 * throws InvalidExperimentError.
 */
export function readExperiment(value: unknown): Experiment {
  const { experiment, dropped } = parseExperiment(value);
  if (dropped.length > 0) throw new InvalidExperimentError(dropped);
  return experiment;
}

/** The data set's kind if it is a known one, else the tutorial's. */
function datasetKind(root: Keyed): DatasetKind {
  const dataset = own(root, "dataset");
  const kind = typeof dataset === "object" && dataset !== null ? own(dataset as Keyed, "kind") : undefined;
  return isDatasetKind(kind) ? kind : tutorialExperiment.dataset.kind;
}

function isDatasetKind(value: unknown): value is DatasetKind {
  return v.is(datasetKindField.schema, value);
}

function isOptimizerName(value: unknown): value is OptimizerName {
  const field = experimentFields.find(({ path }) => path[0] === "optimizer" && path[1] === "name");
  return field !== undefined && v.is(field.schema, value);
}

/**
 * Reads an `Experiment` from any value: a decoded link, a file, a stored setting. It reads only
 * known paths, so huge, deep or hostile input costs no more than its own keys.
 */
import * as v from "valibot";
import { type DatasetKind, defaultDataset } from "../datasets";
import { writtenParameters } from "../language/python/defaults";
import { lossById } from "../losses";
import { completeParameters, valueNamed } from "../losses/parameterValues";
import { type OptimizerName, optimizerDefaults, optimizers } from "../optimizers";
import { tutorialExperiment } from "./defaults";
import type { Experiment } from "./experiment";
import {
  datasetFieldTable,
  datasetKindField,
  type ExperimentField,
  experimentFields,
  lossParameterFields,
  optimizerFields,
} from "./fields";

/** A field whose value was not accepted. */
export interface DroppedField {
  /** E.g. `optimizer.learningRate`; `experiment` for the whole value. */
  path: string;
  /** The given value, shortened for a sentence. */
  given: string;
  expected: string;
  /** The value used instead; empty if none is. */
  used: string;
}

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

type Keyed = Record<string, unknown>;

/** Problems beyond this number are counted, not listed. */
const MAX_LISTED = 50;
const MAX_SHOWN_CHARACTERS = 60;
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
  const dropped: DroppedField[] = [];
  let unlisted = 0;
  const drop = (field: DroppedField) => {
    if (dropped.length < MAX_LISTED) dropped.push(field);
    else unlisted++;
  };
  const root = objectAt("experiment", value, drop);
  for (const key of Object.keys(root)) if (!topLevel.has(key)) drop(unknownField(key, root[key]));

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
    for (const key of Object.keys(object)) if (!known.has(key)) drop(unknownField(`${section}.${key}`, object[key]));
  }
  const name = own(given.get("optimizer")!, "name");
  if (isOptimizerName(name) && name !== tutorialExperiment.optimizer.name) {
    experiment.optimizer = optimizerDefaults(name) as unknown as Keyed;
  }

  const take = ({ path, schema, expected }: ExperimentField) => {
    const [section, key] = path.length === 1 ? ["", path[0]] : path;
    const target: Keyed = section === "" ? experiment : experiment[section]!;
    const found = own(given.get(section)!, key);
    if (found === undefined) return;
    const result = v.safeParse(schema, found);
    if (result.success) target[key] = result.output;
    else drop({ path: path.join("."), given: shown(found), expected, used: shown(target[key], true) });
  };
  for (const field of [...datasetTable, ...experimentFields]) take(field);
  for (const field of optimizerFields(experiment.optimizer!.name)) take(field);
  experiment.loss!.parameters = lossParameters(
    experiment.loss!.id as string,
    own(given.get("loss")!, "parameters"),
    drop,
  );
  if (unlisted > 0) {
    dropped.push({ path: "experiment", given: `${unlisted} more`, expected: "fields of an experiment", used: "" });
  }
  return { experiment: experiment as unknown as Experiment, dropped };
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

/**
 * The loss is known here: a parameter that it does not have is reported and dropped like any other
 * unknown field. One that does not fit is left at the source's default.
 */
function lossParameters(
  id: string,
  value: unknown,
  drop: (field: DroppedField) => void,
): Experiment["loss"]["parameters"] {
  const given = objectAt("loss.parameters", value, drop);
  const fields = lossParameterFields(id);
  const defaults = completeParameters(writtenParameters(lossById(id).source), {});
  const taken: Record<string, Experiment["loss"]["parameters"][string]> = {};
  for (const name of Object.keys(given)) {
    const found = given[name];
    const field = fields.get(name);
    if (field?.accepts(found)) {
      taken[name] = found;
      continue;
    }
    const path = `loss.parameters.${shortened(name)}`;
    if (field === undefined) {
      const known = fields.size === 0 ? "no parameter" : `a parameter among ${[...fields.keys()].join(", ")}`;
      drop({ path, given: shown(found), expected: known, used: "" });
    } else {
      const used = shown(valueNamed(defaults, name) ?? null, true);
      drop({ path, given: shown(found), expected: field.expected, used });
    }
  }
  return taken;
}

/** The value as an object; anything else is reported and replaced by an empty one. */
function objectAt(path: string, value: unknown, drop: (field: DroppedField) => void): Keyed {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Keyed;
  drop({ path, given: shown(value), expected: "an object", used: "the defaults" });
  return {};
}

/** Inherited values (`constructor`, a polluted prototype) are not fields. */
function own(object: Keyed, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function unknownField(path: string, value: unknown): DroppedField {
  return { path: shortened(path), given: shown(value), expected: "no such field", used: "" };
}

/**
 * A short text for any value. `whole`: the whole text, for the page's own values, which are short.
 */
function shown(value: unknown, whole = false): string {
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (whole) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const numbers = value.length <= 8 && value.every((entry) => typeof entry === "number");
    return numbers ? `[${value.join(", ")}]` : `a list of ${value.length}`;
  }
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : shortened(String(value));
}

function shortened(text: string): string {
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
}

/**
 * Reads fields of an untrusted value one by one. Only known paths are read, so huge, deep or
 * hostile input costs no more than its own keys, and what is not accepted is named.
 */
import * as v from "valibot";

/** What a field accepts. */
export interface FieldRule {
  schema: v.GenericSchema;
  /** Completes "expected …". */
  expected: string;
}

/** A field whose value was not accepted. */
export interface DroppedField {
  /** E.g. `optimizer.learningRate`; `experiment` for the whole value. */
  path: string;
  /** The given value, shortened for a sentence. */
  given: string;
  expected: string;
  /** The value used instead; empty if none is. */
  used: string;
  /** How many fields this entry stands for, if not for one. */
  count?: number;
}

export type Drop = (field: DroppedField) => void;
export type Keyed = Record<string, unknown>;

/** Problems beyond this number are counted, not listed. */
const MAX_LISTED = 50;
const MAX_SHOWN_CHARACTERS = 60;

/** Collects what was not accepted. */
export class DroppedFields {
  readonly #listed: DroppedField[] = [];
  #unlisted = 0;

  readonly drop: Drop = (field) => {
    if (this.#listed.length < MAX_LISTED) this.#listed.push(field);
    else this.#unlisted++;
  };

  /** The first ones; if there are more, a last entry with their number. */
  list(): DroppedField[] {
    const count = this.#unlisted;
    if (count === 0) return this.#listed;
    const more = { path: "experiment", given: `${count} more`, expected: "fields of an experiment", used: "", count };
    return [...this.#listed, more];
  }
}

interface Range {
  min: number;
  max: number;
}

export function wholeNumber({ min, max }: Range) {
  return {
    schema: v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
    expected: `a whole number from ${min} to ${max}`,
  };
}

export function realNumber({ min, max }: Range) {
  return {
    schema: v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max)),
    expected: `a number from ${min} to ${max}`,
  };
}

export function oneOf(...names: readonly string[]) {
  return { schema: v.picklist(names), expected: `one of ${names.join(", ")}` };
}

export const trueOrFalse = { schema: v.boolean(), expected: "true or false" };

/** Takes the field's value over into `target` if it is given and accepted; else names it. */
export function takeField(path: string, key: string, given: Keyed, rule: FieldRule, target: Keyed, drop: Drop): void {
  const found = own(given, key);
  if (found === undefined) return;
  const result = v.safeParse(rule.schema, found);
  if (result.success) target[key] = result.output;
  else drop({ path, given: shown(found), expected: rule.expected, used: shown(target[key], true) });
}

/** The value as an object; anything else is reported and replaced by an empty one. */
export function objectAt(path: string, value: unknown, drop: Drop): Keyed {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Keyed;
  drop({ path, given: shown(value), expected: "an object", used: "the defaults" });
  return {};
}

/** Reports every key that is not known. */
export function dropUnknown(path: string, given: Keyed, known: ReadonlySet<string>, drop: Drop): void {
  for (const key of Object.keys(given)) {
    if (known.has(key)) continue;
    const whole = path === "" ? key : `${path}.${key}`;
    drop({ path: shortened(whole), given: shown(given[key]), expected: "no such field", used: "" });
  }
}

/** Inherited values (`constructor`, a polluted prototype) are not fields. */
export function own(object: Keyed, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * A short text for any value. `whole`: the whole text, for the page's own values, which are short.
 */
export function shown(value: unknown, whole = false): string {
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (whole) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const numbers = value.length <= 8 && value.every((entry) => typeof entry === "number");
    return numbers ? `[${value.join(", ")}]` : `a list of ${value.length}`;
  }
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : shortened(String(value));
}

export function shortened(text: string): string {
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
}

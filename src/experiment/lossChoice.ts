import * as v from "valibot";
import { writtenParameters } from "../language/python/defaults";
import { type LossDefinition, lossById, losses } from "../losses";
import { completeParameters, valueNamed } from "../losses/parameterValues";
import { type SliderRange, sliderRange } from "../losses/sliderRange";
import type { LossChoice } from "./experiment";
import { type Drop, dropUnknown, objectAt, oneOf, own, realNumber, shortened, shown, wholeNumber } from "./reading";

type LossParameterValue = LossChoice["parameters"][string];

/** One entry of `loss.parameters`. */
export interface LossParameterField {
  accepts(value: unknown): value is LossParameterValue;
  /** Completes "expected …". */
  expected: string;
}

/**
 * Parameters nearer to 0 are refused: float32 has few digits or none left for them, so that engines
 * would see another loss.
 */
const SMALLEST_PARAMETER = 1e-30;

/**
 * The parameters that the loss with this id has, by the name that its sliders and choices use (for
 * a list, each `name[0]`): a number within the slider's range, or one of the choices.
 */
export function lossParameterFields(id: string): ReadonlyMap<string, LossParameterField> {
  const { sliders, choices = {} }: LossDefinition = lossById(id);
  return new Map(
    [...Object.keys(sliders), ...Object.keys(choices)].map((name) => {
      const slider = Object.hasOwn(sliders, name) ? sliders[name] : undefined;
      const options = Object.hasOwn(choices, name) ? choices[name]! : [];
      const number = slider && parameterNumber(sliderRange(slider));
      const option = options.length > 0 ? oneOf(...options.map((value) => JSON.stringify(value))).expected : undefined;
      const accepts = (value: unknown): value is LossParameterValue =>
        (number !== undefined && v.is(number.schema, value)) || options.some((choice) => choice === value);
      return [name, { accepts, expected: [number?.expected, option].filter(Boolean).join(", or ") }];
    }),
  );
}

function parameterNumber(range: SliderRange) {
  if (range.whole) return wholeNumber(range);
  const { schema, expected } = realNumber(range);
  if (range.min > 0 || range.max < 0) return { schema, expected };
  const notTiny = (value: number) => value === 0 || Math.abs(value) >= SMALLEST_PARAMETER;
  return {
    schema: v.pipe(schema, v.check(notTiny)),
    expected: `${expected}, if not 0 then at least ${SMALLEST_PARAMETER} in size`,
  };
}

export const lossId = oneOf(...losses.map(({ id }) => id));

/**
 * The parameters of the loss with this id that `value` holds. A parameter that the loss does not
 * have is reported and dropped, one that does not fit is left at the source's default.
 */
export function readLossParameters(path: string, id: string, value: unknown, drop: Drop): LossChoice["parameters"] {
  const given = objectAt(path, value, drop);
  const fields = lossParameterFields(id);
  const known = fields.size === 0 ? "no parameter" : `a parameter among ${[...fields.keys()].join(", ")}`;
  const defaults = completeParameters(writtenParameters(lossById(id).source), {});
  const taken: Record<string, LossParameterValue> = {};
  for (const name of Object.keys(given)) {
    const found = given[name];
    const field = fields.get(name);
    if (field?.accepts(found)) {
      taken[name] = found;
      continue;
    }
    const used = field === undefined ? "" : shown(valueNamed(defaults, name) ?? null, true);
    drop({ path: `${path}.${shortened(name)}`, given: shown(found), expected: field?.expected ?? known, used });
  }
  return taken;
}

/** A loss with its parameters; null, and reported, if there is no such loss. */
export function readLossChoice(path: string, value: unknown, drop: Drop): LossChoice | null {
  const given = objectAt(path, value, drop);
  dropUnknown(path, given, new Set(["id", "parameters"]), drop);
  const id = own(given, "id");
  if (!v.is(lossId.schema, id)) {
    drop({ path: `${path}.id`, given: shown(id), expected: lossId.expected, used: "" });
    return null;
  }
  return { id, parameters: readLossParameters(`${path}.parameters`, id, own(given, "parameters"), drop) };
}

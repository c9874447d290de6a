import type { LossParameter, ParameterValue } from "../language";
import { elementName, isNumberList } from "../language/program";

/** Values that differ from a source's defaults; an element of a list has the key `name[0]`. */
export type GivenParameters = Readonly<Record<string, ParameterValue>>;

/**
 * All parameters of a source with their current values, lists whole. A parameter with neither
 * default nor value is left out.
 */
export function completeParameters(
  parameters: readonly LossParameter[],
  given: GivenParameters,
): Record<string, ParameterValue> {
  const complete: Record<string, ParameterValue> = Object.create(null);
  for (const { name, default: written } of parameters) {
    const whole = Object.hasOwn(given, name) ? given[name] : written;
    if (whole === undefined) continue;
    complete[name] = isNumberList(whole)
      ? whole.map((entry, i) => numberOr(own(given, elementName(name, i)), entry))
      : whole;
  }
  return complete;
}

/**
 * The value of a parameter, or of one element of a list, under the name that sliders and choices
 * use.
 */
export function valueNamed(
  parameters: Readonly<Record<string, ParameterValue | undefined>>,
  key: string,
): ParameterValue | undefined {
  const [, name, index] = /^(.+)\[(\d+)\]$/.exec(key) ?? [];
  if (name === undefined || index === undefined) return own(parameters, key);
  const list = own(parameters, name);
  return isNumberList(list) ? list[Number(index)] : undefined;
}

function own(values: Readonly<Record<string, ParameterValue | undefined>>, key: string): ParameterValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function numberOr(value: ParameterValue | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

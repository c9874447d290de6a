import { isMessageKey, type Translate } from "../../i18n";

/**
 * The name of a loss's parameter: "focusing" for γ; for one number of a list, with its index:
 * "weight of class₀".
 */
export function parameterName(t: Translate, lossId: string, parameter: string): string {
  const [, list = parameter, index] = /^(.+)\[(\d+)\]$/.exec(parameter) ?? [];
  // The same symbol can mean different things in different losses.
  const own = `parameter.${lossId}.${list}`;
  const key = isMessageKey(own) ? own : `parameter.${list}`;
  return `${isMessageKey(key) ? t(key) : list}${index === undefined ? "" : subscript(index)}`;
}

/** "0" → "₀" */
function subscript(index: string): string {
  return index.replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

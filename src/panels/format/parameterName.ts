import { isMessageKey, type Translate } from "../../i18n";

/** What a loss's parameter is called in words: "focusing" for γ; of a number in a list, "weight of class₀". */
export function parameterName(t: Translate, lossId: string, parameter: string): string {
  const [, list = parameter, index] = /^(.+)\[(\d+)\]$/.exec(parameter) ?? [];
  // The same letter means one thing in one loss, another in the next.
  const own = `parameter.${lossId}.${list}`;
  const key = isMessageKey(own) ? own : `parameter.${list}`;
  return `${isMessageKey(key) ? t(key) : list}${index === undefined ? "" : subscript(index)}`;
}

/** weight₀ */
function subscript(index: string): string {
  return index.replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

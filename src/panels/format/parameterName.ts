import { isMessageKey, type Translate } from "../../i18n";
import type { LossDefinition } from "../../losses";

/**
 * The name of a loss's parameter: "focusing" for γ; for one number of a list, with the index of its
 * symbol: "weight of class₀" for w₀, "cutoff₁" for k₁.
 */
export function parameterName(
  t: Translate,
  { id, sliders }: Pick<LossDefinition, "id" | "sliders">,
  parameter: string,
): string {
  const [, list = parameter, index] = /^(.+)\[(\d+)\]$/.exec(parameter) ?? [];
  // The same symbol can mean different things in different losses.
  const own = `parameter.${id}.${list}`;
  const key = isMessageKey(own) ? own : `parameter.${list}`;
  const name = isMessageKey(key) ? t(key) : list;
  if (index === undefined) return name;
  const [, written = index] = /_\{?([\d+-]+)\}?$/.exec(sliders[parameter]?.symbol ?? "") ?? [];
  return name + subscript(written);
}

const SIGNS: Readonly<Record<string, string>> = { "+": "₊", "-": "₋" };

/** "0" → "₀", "+" → "₊" */
function subscript(index: string): string {
  return index.replace(/./g, (character) => SIGNS[character] ?? String.fromCodePoint(0x2080 + Number(character)));
}

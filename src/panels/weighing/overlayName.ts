import type { NumberFormats, Translate } from "../../i18n";
import { type LossProgram, numericParameters, type ParameterValues } from "../../language";
import type { CatalogueLoss } from "../../losses";
import { lossWord } from "../format/lossWord";
import { plainSymbol } from "../format/plainSymbol";
import type { LossView } from "../hooks/useLossView";

interface NamedLoss {
  definition: CatalogueLoss;
  program: LossProgram;
  parameters: ParameterValues;
}

/**
 * The loss's short name and its differing values: compared with the loss on screen if it is the
 * same one, else with its own defaults. Example: "focal loss γ = 5".
 */
export function overlayName(
  { definition, program, parameters }: NamedLoss,
  view: LossView,
  t: Translate,
  format: NumberFormats,
): string {
  const same = definition.id === view.definition.id;
  const compared = same ? view.parameters : numericParameters(program, {});
  const differing = Object.entries(parameters)
    .filter(([name, value]) => value !== compared[name])
    .map(([name, value]) => {
      const symbol = definition.sliders[name]?.symbol;
      return `${symbol === undefined ? name : plainSymbol(symbol)} = ${format.shortSetting(value)}`;
    });
  return [lossWord(t, "short", definition.id), differing.join(", ")].filter(Boolean).join(" ");
}

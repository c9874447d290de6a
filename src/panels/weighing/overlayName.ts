import type { NumberFormats, Translate } from "../../i18n";
import { type LossProgram, numericParameters, type ParameterValues } from "../../language";
import type { CatalogueLoss } from "../../losses";
import { lossWord } from "../format/lossWord";
import type { LossView } from "../hooks/useLossView";

interface NamedLoss {
  definition: CatalogueLoss;
  program: LossProgram;
  parameters: ParameterValues;
}

const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  omega: "ω",
  Delta: "Δ",
};

/**
 * A slider's LaTeX symbol as plain text, for labels that are measured before KaTeX is loaded:
 * `\gamma` is γ, `w_{+}` is w+.
 */
export function plainSymbol(latex: string): string {
  return latex.replaceAll(/\\([A-Za-z]+)\s*/g, (_, name: string) => GREEK[name] ?? "").replaceAll(/[{}_^\\]/g, "");
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

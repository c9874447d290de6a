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
